package io.commonwatt.app;

import io.commonwatt.contracts.community.Registry;
import io.commonwatt.ingestion.door.DoorSource;
import io.commonwatt.ingestion.door.DoorSources;
import io.commonwatt.ingestion.door.OpenOptions;
import io.commonwatt.streams.check.DetectionCurves;
import io.commonwatt.streams.check.FaultCheck;
import io.commonwatt.streams.check.FaultFile;
import io.commonwatt.streams.check.FaultKind;
import io.commonwatt.streams.check.FaultLine;
import io.commonwatt.streams.check.FaultReport;
import io.commonwatt.streams.vee.VeeSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Plants faults into real readings and counts what validation finds. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description =
        "Plant faults into the readings of a data set and count what validation makes of them: "
            + "twenty "
            + "kinds, five severities, at seeded places or at those of a fault file (docs/fault-file.md).")
final class VeeCheckCommand implements Callable<Integer> {

  @Option(
      names = "--data",
      required = true,
      description =
          "Folder of a data set, of the simulator's output, with community.yaml, or of tables with"
              + " mapping.yaml.")
  private Path data;

  @Option(names = "--faults", description = "Fault file to plant instead of seeded faults.")
  private Path faults;

  @Option(names = "--seed", defaultValue = "1", description = "Seed of the places. Default: 1.")
  private long seed;

  @Option(names = "--from", description = "First day, UTC. Default: where the data starts.")
  private LocalDate from;

  @Option(names = "--days", description = "Days. Default: the data set's own.")
  private Integer days;

  @Option(names = "--homes", description = "At most so many homes. Default: all.")
  private Integer homes;

  @Option(
      names = "--no-registers",
      description = "Do not give meters without registers one that is read at midnight.")
  private boolean noRegisters;

  @Option(names = "--report", description = "Draw the detection curves into this file, as SVG.")
  private Path reportFile;

  @Mixin private Output output;

  @Override
  public Integer call() throws Exception {
    Options.requireWritable("--report", reportFile);
    DoorSource source = open();
    FaultCheck.Options options =
        new FaultCheck.Options(
            seed, faults == null ? List.of() : planted(), 0, !noRegisters, VeeSettings.defaults());
    FaultReport report = check(source, options);
    if (report.kinds().isEmpty()) {
      output.progress(
          "No fault was planted: a series needs more than "
              + FaultCheck.LEAST_DAYS
              + " days for that. Read more days, or plant by --faults");
    }
    if (reportFile != null) {
      draw(source, report);
    }
    output.result(document(source, report), report.toText().stripTrailing());
    return 0;
  }

  private FaultReport check(DoorSource source, FaultCheck.Options options) {
    int[] said = {0};
    try {
      return FaultCheck.run(
          new Registry(source.communityFile()),
          source.records(),
          options,
          share -> {
            int tenth = (int) (share * 10);
            if (tenth > said[0]) {
              said[0] = tenth;
              output.progress(tenth * 10 + " % checked");
            }
          });
    } catch (IllegalArgumentException e) {
      if (faults == null) {
        throw e;
      }
      throw new UserError(
          "faults", faults + ": " + e.getMessage(), "plant into what --data holds of these days");
    }
  }

  private DoorSource open() {
    return DoorSources.openReadings(data, new OpenOptions(from, days, homes, seed));
  }

  private List<FaultLine> planted() {
    try {
      List<FaultLine> lines = FaultFile.read(faults);
      if (lines.isEmpty()) {
        throw new UserError(
            "faults", faults + " has no faults", "leave --faults out to have some planted");
      }
      return lines;
    } catch (IOException e) {
      throw new UserError(
          "faults", "cannot read " + faults + ": " + e.getMessage(), "give the fault file's path");
    } catch (IllegalArgumentException e) {
      throw new UserError("faults", e.getMessage(), "see docs/fault-file.md");
    }
  }

  private void draw(DoorSource source, FaultReport report) {
    String title = "Detection of planted faults: " + source.name() + ", seed " + report.seed();
    try {
      Files.writeString(reportFile, DetectionCurves.svg(report, title));
    } catch (IOException e) {
      throw new UserError(
          "report",
          "cannot write " + reportFile + ": " + e.getMessage(),
          "name a file in a folder that exists by --report");
    }
  }

  private static Map<String, Object> document(DoorSource source, FaultReport report) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("data", source.name());
    document.put("seed", report.seed());
    document.put("derivedRegisters", report.derivedRegisters());
    document.put("recall", orNull(report.recall()));
    document.put("warnedRecall", orNull(report.warnedRecall()));
    document.put("falseAlarmShare", report.falseAlarmShare());
    document.put("cleanReadings", report.cleanReadings());
    Map<String, Object> rules = new LinkedHashMap<>();
    report
        .rules()
        .forEach(
            (rule, result) -> {
              Map<String, Object> one = new LinkedHashMap<>();
              one.put("hits", result.hits());
              one.put("counted", result.counted());
              one.put("recall", orNull(result.recall()));
              one.put("foundAlone", result.foundAlone());
              one.put("falseAlarmShare", report.falseAlarmShare(result));
              rules.put(rule, one);
            });
    document.put("rules", rules);
    Map<String, Object> kinds = new LinkedHashMap<>();
    report
        .kinds()
        .forEach(
            (kind, result) -> {
              Map<String, Object> one = new LinkedHashMap<>();
              one.put("recall", orNull(result.recall()));
              one.put("counted", Arrays.stream(result.counted()).boxed().toList());
              one.put("magnitude", magnitudes(kind));
              one.put("hit", Arrays.stream(result.hit()).boxed().toList());
              kinds.put(kind.code(), one);
            });
    document.put("kinds", kinds);
    document.put("plantedWh", report.plantedWh());
    document.put("misSettledWh", report.misSettledWh());
    document.put("totalWh", report.totalWh());
    Map<String, Object> estimation = new LinkedHashMap<>();
    estimation.put("intervals", report.gapIntervals());
    estimation.put("mae", orNull(report.maeWh()));
    estimation.put("maeLinear", orNull(report.maeLinearWh()));
    document.put("estimation", estimation);
    return document;
  }

  private static Double orNull(double share) {
    return Double.isNaN(share) ? null : share;
  }

  private static List<Double> magnitudes(FaultKind kind) {
    return IntStream.rangeClosed(1, 5).mapToObj(kind::magnitude).toList();
  }
}
