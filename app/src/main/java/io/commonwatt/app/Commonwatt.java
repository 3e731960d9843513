package io.commonwatt.app;

import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/**
 * The command line: {@code commonwatt VERB [NOUN] [options]}. Exit codes: 0 done, 1 failed, 2 wrong
 * usage.
 */
@Command(
    name = "commonwatt",
    mixinStandardHelpOptions = true,
    version = "commonwatt 0.1.0-SNAPSHOT",
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Streams of meter readings become validated data, forecasts, dispatch schedules, "
            + "a cleared local market, a verifiable ledger and a dashboard.",
    footer = {
      "",
      "Start with:  commonwatt demo",
      "Environment variables start with COMMONWATT_; a flag goes before the environment,",
      "the environment before a file, a file before the default."
    },
    subcommands = {
      DemoCommand.class,
      SimulateCommand.class,
      DigestCommand.class,
      IngestCommand.class,
      VeeCommand.class,
      ReplayCommand.class,
      ExportCommand.class,
      LedgerCommand.class,
      ForecastCommand.class,
      DispatchCommand.class,
      MarketCommand.class,
      RunCommand.class,
      DoctorCommand.class,
      HelpCommand.class
    })
public final class Commonwatt implements Runnable {

  static final int FAILED = 1;

  public static void main(String[] args) {
    int code = commandLine().execute(args);
    System.exit(code);
  }

  /** The command line with our error handling; tests drive the same. */
  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Commonwatt());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpWidth(100);
    line.setOut(new java.io.PrintWriter(System.out, true, StandardCharsets.UTF_8));
    line.setExecutionExceptionHandler(
        (failure, command, result) -> Failures.report(failure, command));
    line.setParameterExceptionHandler(Failures::reportUsage);
    return line;
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }
}
