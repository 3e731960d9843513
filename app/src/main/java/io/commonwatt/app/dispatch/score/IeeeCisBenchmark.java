package io.commonwatt.app.dispatch.score;

import io.commonwatt.forecasting.backtest.BacktestCase;
import io.commonwatt.forecasting.backtest.Forecast;
import io.commonwatt.forecasting.backtest.Forecaster;
import io.commonwatt.forecasting.backtest.Past;
import io.commonwatt.forecasting.backtest.RegularSeries;
import io.commonwatt.forecasting.backtest.baseline.ConstantMedian;
import io.commonwatt.forecasting.backtest.baseline.WeekMedian;
import io.commonwatt.forecasting.backtest.data.DataSet;
import io.commonwatt.forecasting.backtest.data.DataSetException;
import io.commonwatt.forecasting.backtest.data.DataSets;
import io.commonwatt.forecasting.backtest.data.Request;
import io.commonwatt.market.dispatch.benchmark.BenchmarkDataException;
import io.commonwatt.market.dispatch.benchmark.campus.Campus;
import io.commonwatt.market.dispatch.benchmark.campus.CampusCheck;
import io.commonwatt.market.dispatch.benchmark.campus.CampusMonth;
import io.commonwatt.market.dispatch.benchmark.campus.CampusPrices;
import io.commonwatt.market.dispatch.benchmark.campus.CampusSchedule;
import io.commonwatt.market.dispatch.benchmark.campus.CampusScheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The ten scheduling instances of the IEEE-CIS challenge, solved on this project's forecast. */
public final class IeeeCisBenchmark {

  private static final int WEEKS = 4;
  private static final int MOVES = 200_000;
  private static final long SEED = 1;
  private static final String INSTANCES = "instances";
  private static final LocalDateTime START = LocalDateTime.of(2020, 11, 1, 0, 0);

  private final Consumer<String> progress;
  private final Path schedules;

  /**
   * @param schedules folder that gets the schedules in the challenge's format; null for none
   */
  public IeeeCisBenchmark(Consumer<String> progress, Path schedules) {
    this.progress = progress;
    this.schedules = schedules;
  }

  /** Forecasts November 2020, schedules each instance, and costs it on that forecast. */
  public Scored score(Path folder) throws IOException {
    Map<String, double[]> expected = forecast(folder);
    double[] price = CampusPrices.read(folder);
    Map<String, Object> instances = new LinkedHashMap<>();
    StringBuilder text = new StringBuilder();
    double total = 0;
    boolean valid = true;
    for (Path file : instances(folder)) {
      String name = name(file);
      progress.accept(name);
      Campus campus = Campus.read(file);
      double[] base = base(campus, expected);
      CampusSchedule schedule = new CampusScheduler(campus, base, price, SEED).run(MOVES);
      CampusCheck check = CampusCheck.of(campus, schedule, base, price);
      if (schedules != null) {
        Files.createDirectories(schedules);
        Files.writeString(schedules.resolve(name + ".txt"), schedule.toText(campus));
      }
      total += check.costAud();
      valid &= check.isValid();
      instances.put(name, document(check));
      text.append(line(name, check));
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("benchmark", "ieee-cis");
    document.put("costAud", total);
    document.put("valid", valid);
    document.put("forecast", WeekMedian.nameOf(WEEKS));
    document.put("costedOn", "forecast");
    document.put("instances", instances);
    text.append(
        String.format(
            Locale.ROOT,
            "all: %.0f AUD on the forecast '%s', %s",
            total,
            WeekMedian.nameOf(WEEKS),
            valid ? "every schedule valid" : "NOT every schedule valid"));
    return new Scored(document, text.toString());
  }

  private static Map<String, double[]> forecast(Path folder) {
    DataSet set;
    try {
      set = DataSets.read(folder, Request.published());
    } catch (DataSetException e) {
      throw new BenchmarkDataException(e.getMessage(), "name the folder of ieee-cis-monash");
    }
    Map<String, double[]> expected = new TreeMap<>();
    for (BacktestCase one : set.cases()) {
      RegularSeries series = one.series();
      int end = series.length();
      while (end > 0 && !series.timeOf(end).equals(START)) {
        end--;
      }
      if (end == 0) {
        throw new BenchmarkDataException(
            "Series '" + series.name() + "' does not reach " + START,
            "name the folder with phase_1_data.tsf and phase_2_data.tsf");
      }
      expected.put(series.name(), forecast(new Past(series, end), end));
    }
    return expected;
  }

  /** Median of four weeks; where all four are gaps, of everything. */
  private static double[] forecast(Past past, int first) {
    Forecaster weekly = new WeekMedian(WEEKS);
    Forecast known = weekly.forecast(past, first, CampusMonth.STEPS);
    Forecast otherwise = new ConstantMedian().forecast(past, first, CampusMonth.STEPS);
    double[] power = new double[CampusMonth.STEPS];
    for (int step = 0; step < power.length; step++) {
      double point = known.point(step);
      power[step] = Double.isNaN(point) ? otherwise.point(step) : point;
    }
    return power;
  }

  private static double[] base(Campus campus, Map<String, double[]> expected) {
    double[] base = new double[CampusMonth.STEPS];
    campus.buildings().forEach(building -> add(base, expected, "Building" + building.id(), 1));
    campus.solars().forEach(solar -> add(base, expected, "Solar" + solar, -1));
    return base;
  }

  private static void add(double[] base, Map<String, double[]> expected, String name, int sign) {
    double[] series = expected.get(name);
    if (series == null) {
      throw new BenchmarkDataException(
          "There is no series '" + name + "'", "copy the data set whole");
    }
    for (int step = 0; step < base.length; step++) {
      base[step] += sign * series[step];
    }
  }

  private static List<Path> instances(Path folder) throws IOException {
    Path instances = folder.resolve(INSTANCES);
    if (!Files.isDirectory(instances)) {
      throw new BenchmarkDataException(
          "Folder " + folder + " has no folder '" + INSTANCES + "'",
          "name the folder of ieee-cis-monash");
    }
    try (var files = Files.list(instances)) {
      return files.filter(file -> file.toString().contains(".txt")).sorted().toList();
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString().replaceFirst("\\.txt.*", "");
  }

  private static Map<String, Object> document(CampusCheck check) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("costAud", check.costAud());
    document.put("energyAud", check.energyAud());
    document.put("peakAud", check.peakAud());
    document.put("valueAud", check.valueAud());
    document.put("peakKw", check.peakKw());
    document.put("onceOff", check.onceOff());
    document.put("valid", check.isValid());
    document.put("problems", check.problems());
    return document;
  }

  private static String line(String name, CampusCheck check) {
    return String.format(
        Locale.ROOT,
        "%-24s %9.0f AUD (energy %.0f, peak %.0f for %.0f kW, %d once-off worth %.0f)%s%n",
        name,
        check.costAud(),
        check.energyAud(),
        check.peakAud(),
        check.peakKw(),
        check.onceOff(),
        check.valueAud(),
        check.isValid() ? "" : " NOT VALID: " + check.problems().get(0));
  }
}
