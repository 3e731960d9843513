package io.commonwatt.app.dispatch.score;

import io.commonwatt.market.dispatch.benchmark.BenchmarkDataException;
import io.commonwatt.market.dispatch.benchmark.citylearn.CityLearnController;
import io.commonwatt.market.dispatch.benchmark.citylearn.CityLearnData;
import io.commonwatt.market.dispatch.benchmark.citylearn.CityLearnRun;
import io.commonwatt.market.dispatch.benchmark.citylearn.CityLearnScore;
import io.commonwatt.market.dispatch.benchmark.citylearn.ForesightController;
import io.commonwatt.market.dispatch.benchmark.citylearn.GreedyController;
import io.commonwatt.market.dispatch.benchmark.citylearn.HedgedController;
import io.commonwatt.market.dispatch.benchmark.citylearn.HedgedSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** The CityLearn 2022 challenge: one phase, or the folder above several. */
public final class CityLearnBenchmark {

  private static final String NAME = "citylearn2022";
  private static final String PHASE = "phase_";

  /** Weight of each phase in the challenge's total. */
  private static final Map<Integer, Double> WEIGHTS = Map.of(1, 0.2, 2, 0.3, 3, 0.5);

  /** Attained with the whole year known: published with the benchmark's reference figures. */
  private static final Map<Integer, Double> PERFECT = Map.of(1, 0.6302, 2, 0.6366, 3, 0.6621);

  /** Hours of the phases those figures are of; nothing is quoted for a part of one. */
  private static final int YEAR_HOURS = 8760;

  private static final int TENTHS = 10;
  private static final double NANOS_PER_MILLI = 1e6;

  private final Consumer<String> progress;
  private final LongSupplier cpuNanos;
  private final HedgedSettings settings = HedgedSettings.published();
  private final Path report;
  private final CityLearnReport pages = new CityLearnReport();

  /**
   * @param progress told what is under way
   * @param cpuNanos time used by this thread
   * @param report file that gets the plots; null for none
   */
  public CityLearnBenchmark(Consumer<String> progress, LongSupplier cpuNanos, Path report) {
    this.progress = progress;
    this.cpuNanos = cpuNanos;
    this.report = report;
  }

  /** Plays and scores. */
  public Scored score(Path folder) throws IOException {
    Scored scored = played(folder);
    if (report != null) {
      Files.writeString(report, pages.html());
    }
    return scored;
  }

  private Scored played(Path folder) throws IOException {
    if (Files.isRegularFile(folder.resolve(CityLearnData.SCHEMA_FILE))) {
      return phase(folder);
    }
    Map<Integer, Path> phases = new TreeMap<>();
    for (int number : WEIGHTS.keySet()) {
      Path phase = folder.resolve(PHASE + number);
      if (Files.isRegularFile(phase.resolve(CityLearnData.SCHEMA_FILE))) {
        phases.put(number, phase);
      }
    }
    if (phases.isEmpty()) {
      throw new BenchmarkDataException(
          "Folder " + folder + " is no phase of CityLearn 2022 and holds none",
          "name a folder with " + CityLearnData.SCHEMA_FILE + ", or one with " + PHASE + "1");
    }
    return all(phases);
  }

  private Scored all(Map<Integer, Path> phases) throws IOException {
    Map<String, Object> found = new LinkedHashMap<>();
    StringBuilder text = new StringBuilder();
    double sum = 0;
    double weights = 0;
    for (Map.Entry<Integer, Path> phase : phases.entrySet()) {
      Scored one = phase(phase.getValue());
      found.put(PHASE + phase.getKey(), one.document());
      text.append(one.text()).append('\n');
      double weight = WEIGHTS.get(phase.getKey());
      sum += weight * (double) one.document().get("score");
      weights += weight;
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("benchmark", NAME);
    document.put("score", sum / weights);
    document.put("weightOfPhases", weights);
    document.put("configHash", settings.hash());
    document.put("phases", found);
    text.append(
        String.format(
            Locale.ROOT,
            "weighted score of %d phases (of 20/30/50 %%): %.4f%n",
            phases.size(),
            sum / weights));
    return new Scored(document, text.toString().stripTrailing());
  }

  private Scored phase(Path folder) throws IOException {
    CityLearnData data = CityLearnData.read(folder);
    String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    CityLearnRun greedy = CityLearnRun.play(data, new GreedyController(), hour -> {});
    HedgedController controller = new HedgedController(settings);
    double[][] bandKwh = new double[data.hours()][];
    bandKwh[0] = controller.districtBandKwh();
    long[] spent = {0};
    CityLearnController timed =
        view -> {
          long before = cpuNanos.getAsLong();
          double[] decided = controller.decide(view);
          spent[0] += cpuNanos.getAsLong() - before;
          bandKwh[view.now() + 1] = controller.districtBandKwh();
          return decided;
        };
    CityLearnTrace trace = new CityLearnTrace(data, timed);
    CityLearnRun run =
        CityLearnRun.play(data, trace, hour -> sayTenth(name, hour + 1, data.hours()));
    double millisPerStep = spent[0] / NANOS_PER_MILLI / data.hours();
    Map<String, Object> document = document(name, data, run, greedy, millisPerStep);
    String text = text(name, run, document);
    if (report != null) {
      progress.accept(name + ": playing with foresight for the report");
      CityLearnTrace known = new CityLearnTrace(data, new ForesightController(data, settings));
      double foresight = CityLearnRun.play(data, known, hour -> {}).relative().score();
      document.put("scoreWithForesightOfHorizon", foresight);
      text += String.format(Locale.ROOT, "%n  with foresight of its horizon %.4f", foresight);
      pages.add(name, text, data, bandKwh, trace, known);
    }
    return new Scored(document, text);
  }

  private void sayTenth(String name, int played, int hours) {
    if (played * TENTHS / hours > (played - 1) * TENTHS / hours) {
      progress.accept(name + ": " + played * TENTHS / hours * TENTHS + " % played");
    }
  }

  private Map<String, Object> document(
      String name, CityLearnData data, CityLearnRun run, CityLearnRun greedy, double millis) {
    CityLearnScore relative = run.relative();
    CityLearnScore base = run.withoutStorage();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("benchmark", NAME);
    document.put("phase", name);
    document.put("homes", data.homes());
    document.put("hours", data.hours());
    document.put("score", relative.score());
    document.put("usesPredicted", false);
    document.put("scoreWithoutPredicted", relative.score());
    document.put("scoreStrictPhysics", strict(run));
    document.put("scoreWithoutLoadFactorQuirk", relative.scoreWithoutQuirk());
    document.put("cost", relative.cost());
    document.put("emission", relative.emission());
    document.put("ramp", relative.ramp());
    document.put("loadFactor", relative.loadFactor());
    Map<String, Object> noBattery = new LinkedHashMap<>();
    noBattery.put("cost", base.cost());
    noBattery.put("emission", base.emission());
    noBattery.put("ramp", base.ramp());
    noBattery.put("loadFactor", base.loadFactor());
    document.put("noBattery", noBattery);
    document.put("greedy", greedy.relative().score());
    Double perfect = data.hours() == YEAR_HOURS ? perfect(name) : null;
    document.put("perfectForesight", perfect);
    document.put("gapClosed", perfect == null ? null : (1 - relative.score()) / (1 - perfect));
    document.put("configHash", settings.hash());
    document.put("millisPerStep", millis);
    return document;
  }

  /** Score of the same actions on batteries that have no quirk. */
  private static double strict(CityLearnRun run) {
    return run.strictPhysics().over(run.withoutStorage()).score();
  }

  private static Double perfect(String name) {
    for (Map.Entry<Integer, Double> known : PERFECT.entrySet()) {
      if (name.equals(PHASE + known.getKey())) {
        return known.getValue();
      }
    }
    return null;
  }

  private String text(String name, CityLearnRun run, Map<String, Object> document) {
    CityLearnScore relative = run.relative();
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s: score %.4f (1 is no battery; greedy %.4f; without the load-factor quirk %.4f;"
                + " strict battery %.4f)%n",
            name,
            relative.score(),
            (double) document.get("greedy"),
            relative.scoreWithoutQuirk(),
            strict(run)));
    text.append(
        String.format(
            Locale.ROOT,
            "  cost %.4f, emission %.4f, ramp %.4f, load factor %.4f%n",
            relative.cost(),
            relative.emission(),
            relative.ramp(),
            relative.loadFactor()));
    text.append(
        String.format(
            Locale.ROOT,
            "  without battery: %.2f $, %.2f kg, ramp %.1f kWh, load factor %.4f%n",
            run.withoutStorage().cost(),
            run.withoutStorage().emission(),
            run.withoutStorage().ramp(),
            run.withoutStorage().loadFactor()));
    if (document.get("perfectForesight") != null) {
      text.append(
          String.format(
              Locale.ROOT,
              "  perfect foresight %.4f: %.0f %% of the gap closed%n",
              (double) document.get("perfectForesight"),
              100 * (double) document.get("gapClosed")));
    }
    text.append("  'predicted' columns are not read; carbon is forecast; tariff is known\n");
    text.append(
        String.format(
            Locale.ROOT,
            "  %.1f ms a step, configuration %s%n",
            (double) document.get("millisPerStep"),
            settings.hash()));
    return text.toString().stripTrailing();
  }
}
