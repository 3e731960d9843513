package io.commonwatt.app;

import io.commonwatt.app.vee.ExceptionList;
import picocli.CommandLine.Option;

/** Options that select lines of the work list. */
final class ExceptionSelection {

  @Option(names = "--rule", description = "Only of this rule.")
  private String rule;

  @Option(names = "--feeder", description = "Only of this feeder.")
  private String feeder;

  @Option(names = "--meter", description = "Only of this meter or usage point.")
  private String meter;

  @Option(names = "--channel", description = "consumption, generation, import or export.")
  private String channel;

  @Option(names = "--from", description = "First interval, a day or an instant, UTC.")
  private String from;

  @Option(names = "--to", description = "End of the last interval, a day or an instant, UTC.")
  private String to;

  @Option(
      names = "--older-than",
      description = "Only what has been known for at least so many days, counted in data time.")
  private Integer olderThanDays;

  ExceptionList.Filter filter() {
    return new ExceptionList.Filter(
        rule,
        feeder,
        meter,
        channel,
        Times.parse("--from", from),
        Times.parse("--to", to),
        olderThanDays);
  }
}
