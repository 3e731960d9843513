package io.commonwatt.app;

import io.commonwatt.app.compare.CompareReport;
import io.commonwatt.app.compare.CompareRun;
import io.commonwatt.ingestion.door.DoorSource;
import io.commonwatt.ingestion.door.DoorSources;
import io.commonwatt.ingestion.door.OpenOptions;
import io.commonwatt.market.coordination.Strategies;
import io.commonwatt.market.coordination.TariffStrategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Every strategy on the same data, in one table. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description =
        "Replay a data set once and let every strategy run on the same readings and forecasts; "
            + "print what each cost, reached, told and took, beside what perfect foresight could have "
            + "reached. Fails where a strategy passes that bound.")
final class MarketCompareCommand implements Callable<Integer> {

  private static final String ALL = "all";
  private static final long DEFAULT_SEED = 7;

  @Option(
      names = "--data",
      required = true,
      description =
          "Folder of a data set (a phase of citylearn2022, ideal-homes), of the simulator's output,"
              + " with community.yaml and readings, or of tables with mapping.yaml.")
  private Path data;

  @Option(
      names = "--strategies",
      split = ",",
      defaultValue = ALL,
      description = "Strategies, parted by commas, or all. Default: ${DEFAULT-VALUE}.")
  private List<String> strategies;

  @Option(names = "--homes", description = "Homes to read at most. Default: all.")
  private Integer homes;

  @Option(names = "--days", description = "Days to read. Default: all.")
  private Integer days;

  @Option(names = "--from", description = "First day, UTC. Default: where the data starts.")
  private LocalDate from;

  @Option(
      names = "--seed",
      description = "Seed of seeded resources and of what goes wrong. Default: ${DEFAULT-VALUE}.",
      defaultValue = "" + DEFAULT_SEED)
  private long seed;

  @Option(
      names = "--robustness",
      description = {
        "Run every strategy four times more: with the hub down for a tenth of the time, with a tenth"
            + " of the messages lost, with a tenth of the homes misreporting, and with what was"
            + " metered a day before for a forecast; print what each costs."
      })
  private boolean robustness;

  @Option(names = "--report", description = "HTML file to write the table and the plots to.")
  private Path report;

  @Option(
      names = "--log",
      paramLabel = "DIR",
      description = {
        "Folder to write the logs of strategies 'exchange' and 'exchange/services' to, a file for"
            + " each community and hour of the last day. It holds what homes know of themselves; check it with 'market verify'."
      })
  private Path log;

  @Mixin private Output output;

  @Override
  public Integer call() throws IOException {
    Options.require(homes == null || homes > 0, "--homes", homes, "1 or more");
    Options.require(days == null || days > 0, "--days", days, "1 or more");
    Options.requireWritable("--report", report);
    List<String> names = names();
    if (log != null) {
      Options.require(
          names.stream().anyMatch(CompareRun.LOGGED::contains),
          "--log",
          log,
          "'exchange' or 'exchange/services' among the --strategies");
      Files.createDirectories(log);
    }
    DoorSource source = open(data, new OpenOptions(from, days, homes, seed));
    CompareRun run = new CompareRun(source, names, robustness, seed, log);
    output.progress(source.name() + ": " + source.stepText() + "; " + names.size() + " strategies");
    run.run(output);
    output.progress("Replayed; working out bounds and criteria");
    CompareReport result = CompareReport.of(run, output);
    if (log != null) {
      output.progress("Logs of the exchange, the last day: " + log);
    }
    if (report != null) {
      Files.writeString(report, result.html());
      output.progress("Report: " + report);
    }
    output.result(result.document(), result.text());
    return result.violations().isEmpty() ? 0 : Commonwatt.FAILED;
  }

  static DoorSource open(Path data, OpenOptions options) {
    return DoorSources.open(data, options);
  }

  /**
   * The strategies asked for; the status quo, against which all are judged, is always among them.
   */
  private List<String> names() {
    TreeSet<String> names = new TreeSet<>(strategies);
    if (names.remove(ALL)) {
      names.addAll(Strategies.listNames());
    }
    names.add(TariffStrategy.NAME);
    for (String name : names) {
      if (!Strategies.isKnown(name)) {
        throw UserError.usage(
            "strategy",
            "no strategy named '" + name + "'",
            "use all, or some of " + Strategies.describeNames());
      }
    }
    return List.copyOf(names);
  }
}
