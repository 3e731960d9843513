package io.commonwatt.app;

import io.commonwatt.app.vee.ExceptionList;
import io.commonwatt.app.vee.Explanation;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Commands about validation, estimation and editing. */
@Command(
    name = "vee",
    mixinStandardHelpOptions = true,
    description =
        "Look at what validation did with readings, and why; edit them; check it on planted"
            + " faults.",
    subcommands = {
      VeeCommand.Explain.class,
      VeeCommand.Exceptions.class,
      VeeEditCommand.class,
      VeeCheckCommand.class
    })
final class VeeCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Missing noun: use 'vee explain', 'vee exceptions', 'vee edit' or 'vee check'");
  }

  /** Why an interval has the value it has. */
  @Command(
      name = "explain",
      mixinStandardHelpOptions = true,
      description =
          "Say why an interval has the value it has: what was received and when, which rules spoke, "
              + "how an estimate was made, who edited it.")
  static final class Explain implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "METER", description = "Meter or usage point, by id.")
    private String meter;

    @Parameters(
        index = "1",
        paramLabel = "TIME",
        description = "An instant in the interval, for example 2025-05-01T10:30:00Z.")
    private String time;

    @Option(names = "--channel", description = "consumption, generation, import or export.")
    private String channel;

    @Mixin private StoredDatabase database;

    @Mixin private Output output;

    @Override
    public Integer call() throws Exception {
      var at = Times.parse("TIME", time);
      Map<String, Object> found =
          database.read(connection -> Explanation.of(connection, meter, at, channel));
      if (((List<?>) found.get("intervals")).isEmpty()) {
        throw new UserError(
            "no-interval",
            "nothing is stored of '" + meter + "' at " + at,
            "check the id and the time; 'commonwatt vee exceptions' lists intervals");
      }
      output.result(found, Explanation.text(found));
      return 0;
    }
  }

  /** The work list. */
  @Command(
      name = "exceptions",
      mixinStandardHelpOptions = true,
      description =
          "The work list: what validation doubts, newest first, and how much of it there is by"
              + " rule, age and feeder.")
  static final class Exceptions implements Callable<Integer> {

    @Mixin private ExceptionSelection selection;

    @Option(names = "--limit", defaultValue = "50", description = "Lines shown. Default: 50.")
    private int limit;

    @Mixin private StoredDatabase database;

    @Mixin private Output output;

    @Override
    public Integer call() throws Exception {
      Options.require(limit > 0, "--limit", limit, "1 or more");
      ExceptionList.Filter filter = selection.filter();
      Map<String, Object> found =
          database.read(connection -> ExceptionList.of(connection, filter, limit));
      output.result(found, ExceptionList.text(found));
      return 0;
    }
  }
}
