package io.commonwatt.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Commands about the local market. */
@Command(
    name = "market",
    mixinStandardHelpOptions = true,
    description =
        "Clear a book; compare strategies; measure what the mechanisms keep; verify an exchange.",
    subcommands = {
      MarketClearCommand.class,
      MarketCompareCommand.class,
      MarketPropertiesCommand.class,
      MarketScenarioCommand.class,
      MarketTableCommand.class,
      MarketVerifyCommand.class
    })
final class MarketCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Missing noun: use 'market clear', 'market compare', 'market properties', 'market scenario',"
            + " 'market table' or 'market verify'");
  }
}
