package io.commonwatt.app;

import io.commonwatt.ingestion.simulator.CommunitySimulator;
import io.commonwatt.ingestion.simulator.SimulationSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes a simulated community as the files a utility would send. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description =
        "Write a seeded community as the files a utility would send: readings, events, weather, prices and community.yaml.")
final class SimulateCommand implements Callable<Integer> {

  @Option(
      names = "--homes",
      defaultValue = "40",
      description = "Homes; communities have at most 20. Default: ${DEFAULT-VALUE}.")
  private int homes;

  @Option(names = "--days", defaultValue = "35", description = "Days. Default: ${DEFAULT-VALUE}.")
  private int days;

  @Option(
      names = "--seed",
      defaultValue = "7",
      description = "Seed; the same seed gives the same bytes. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--from",
      defaultValue = "2025-05-01",
      description = "First day, UTC. Default: ${DEFAULT-VALUE}.")
  private LocalDate from;

  @Option(
      names = "--step-minutes",
      defaultValue = "30",
      description = "Interval of the meters, min. Default: ${DEFAULT-VALUE}.")
  private int stepMinutes;

  @Option(names = "--out", required = true, description = "Folder to write; must be new or empty.")
  private Path out;

  @Mixin private Output output;

  @Override
  public Integer call() throws Exception {
    if (Files.isDirectory(out)) {
      try (Stream<Path> entries = Files.list(out)) {
        if (entries.findAny().isPresent()) {
          throw new UserError(
              "folder-not-empty", out + " is not empty", "give a new folder with --out");
        }
      }
    }
    Options.requireCommunity(homes, days, stepMinutes);
    output.progress("Simulating " + homes + " homes over " + days + " days into " + out);
    CommunitySimulator.write(
        new SimulationSettings(
            homes,
            days,
            seed,
            from,
            stepMinutes,
            SimulationSettings.DEFAULT_MAX_HOMES_PER_COMMUNITY),
        out);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("out", out.toString());
    document.put("homes", homes);
    document.put("days", days);
    document.put("seed", seed);
    document.put("from", from.toString());
    output.result(document, "Wrote " + out + ". Look at it with:  commonwatt demo --data " + out);
    return 0;
  }
}
