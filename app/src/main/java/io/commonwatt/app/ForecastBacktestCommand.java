package io.commonwatt.app;

import io.commonwatt.app.backtest.BacktestPage;
import io.commonwatt.app.backtest.BacktestReport;
import io.commonwatt.app.backtest.ReadingsDataSet;
import io.commonwatt.forecasting.backtest.Backtest;
import io.commonwatt.forecasting.backtest.BacktestCase;
import io.commonwatt.forecasting.backtest.BacktestConfiguration;
import io.commonwatt.forecasting.backtest.BacktestResult;
import io.commonwatt.forecasting.backtest.DayAhead;
import io.commonwatt.forecasting.backtest.ExpandingWindows;
import io.commonwatt.forecasting.backtest.Forecaster;
import io.commonwatt.forecasting.backtest.MonthAhead;
import io.commonwatt.forecasting.backtest.Prices;
import io.commonwatt.forecasting.backtest.Protocol;
import io.commonwatt.forecasting.backtest.Skill;
import io.commonwatt.forecasting.backtest.Weather;
import io.commonwatt.forecasting.backtest.data.DataSet;
import io.commonwatt.forecasting.backtest.data.DataSetException;
import io.commonwatt.forecasting.backtest.data.DataSets;
import io.commonwatt.forecasting.backtest.data.Request;
import io.commonwatt.forecasting.backtest.learnt.BlendForecaster;
import io.commonwatt.forecasting.backtest.learnt.LinearForecaster;
import io.commonwatt.forecasting.boost.Boosting;
import io.commonwatt.ingestion.door.DoorException;
import io.commonwatt.ingestion.door.DoorSource;
import io.commonwatt.ingestion.door.DoorSources;
import io.commonwatt.ingestion.door.OpenOptions;
import io.commonwatt.ingestion.format.table.FolderMapping;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.LongSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Backtests of forecasts by published protocols. */
@Command(
    name = "backtest",
    mixinStandardHelpOptions = true,
    description =
        "Walk forward through a published data set by a published protocol and score the forecasts "
            + "beside honest baselines on the same intervals (docs/backtests.md).")
final class ForecastBacktestCommand implements Callable<Integer> {

  /** Part of the work between two lines of progress, percent. */
  private static final int PROGRESS_PERCENT = 10;

  @Option(
      names = "--protocol",
      required = true,
      description = {
        "fev: the last 20 windows, from all before each;",
        "openstef-d1: day D from before D-1 06:00;",
        "midnight: day D from before D 00:00;",
        "ieee-cis: a month ahead."
      })
  private String protocol;

  @Option(
      names = "--data",
      required = true,
      description =
          "Folder of a data set, of the simulator's output, or of tables with mapping.yaml.")
  private Path data;

  @Option(
      names = "--series",
      split = ",",
      description = "Series, parted by commas. Default: those of the published protocol.")
  private List<String> series = List.of();

  @Option(
      names = "--test-from",
      description = "First day of the test, by the file's clock. Default: the published one.")
  private LocalDate testFrom;

  @Option(
      names = "--test-end",
      description = "Day after the last of the test. Default: the published one.")
  private LocalDate testEnd;

  @Option(names = "--report", description = "File for a page with tables and plots (HTML).")
  private Path page;

  @Option(
      names = "--with-weather-only",
      description = "Do not repeat a result that used weather without it.")
  private boolean withWeatherOnly;

  @Option(
      names = "--unseen",
      split = ",",
      description = {
        "Series that the model must not learn from, only forecast: their skill is told beside",
        "that of the others."
      })
  private List<String> unseen = List.of();

  @Option(
      names = "--unseen-share",
      description = "The same for this share of the series, drawn by a seed, 0 to 1.")
  private double unseenShare;

  @Mixin private Output output;

  @Override
  public Integer call() {
    Function<DataSet, Protocol> named = protocol();
    Options.requireWritable("--report", page);
    try {
      DataSet read = read(new Request(series, testFrom, testEnd));
      Protocol rules = named.apply(read);
      DataSet set = read.withPricesInTime(rules);
      output.progress(
          set.cases().size() + " series of " + set.name() + " by the protocol " + rules.code());
      Boosting.unavailable().ifPresent(why -> output.progress("Without boosters: " + why));
      Weather.Source source = weather(set);
      Set<String> hidden = unseen(set);
      BacktestResult result = run(rules, set.cases(), hidden, "with weather: " + text(source));
      if (result.series().isEmpty()) {
        throw new UserError(
            "backtest",
            "no series of " + data + " could be scored: " + result.skipped(),
            "name other series by --series or other days by --test-from and --test-end");
      }
      BacktestResult blind = null;
      if (source != Weather.Source.NONE && !withWeatherOnly) {
        List<BacktestCase> cases = set.cases().stream().map(each -> blind(each)).toList();
        blind = run(rules, cases, hidden, "without weather");
      }
      BacktestResult unpriced = null;
      if (set.isPriced()) {
        List<BacktestCase> cases =
            set.cases().stream().map(each -> each.withPrices(Prices.NONE)).toList();
        unpriced = run(rules, cases, hidden, "without prices");
      }
      BacktestReport report =
          new BacktestReport(
              set,
              rules,
              text(source),
              result,
              blind,
              unpriced,
              BlendForecaster.NAME,
              hidden,
              BacktestConfiguration.hash(new BlendForecaster()));
      if (page != null) {
        write(new BacktestPage(report, result, BlendForecaster.NAME).html());
      }
      output.result(report.document(), report.text());
      return 0;
    } catch (DataSetException e) {
      throw new UserError("data-set", e.getMessage(), e.remedy());
    }
  }

  /** A published data set, else the readings of any folder of homes. */
  private DataSet read(Request request) {
    boolean mapped = Files.exists(data.resolve(FolderMapping.FILE));
    if (!mapped && (!Files.isDirectory(data) || DataSets.isKnown(data))) {
      return DataSets.read(data, request);
    }
    try {
      DoorSource source = DoorSources.openReadings(data, OpenOptions.all(0));
      return ReadingsDataSet.of(source, request);
    } catch (DoorException e) {
      if (e.code().equals("data-unknown") || e.code().equals("data-no-homes")) {
        return DataSets.read(data, request);
      }
      throw e;
    }
  }

  /** Names of the series that the model must not learn from. */
  private Set<String> unseen(DataSet set) {
    List<String> names = set.cases().stream().map(each -> each.series().name()).toList();
    Set<String> hidden = new TreeSet<>(unseen);
    for (String name : hidden) {
      if (!names.contains(name)) {
        throw new UserError(
            "unseen",
            "no series '" + name + "' is forecast",
            "name by --unseen some of: " + String.join(", ", names));
      }
    }
    if (!(unseenShare >= 0 && unseenShare < 1)) {
      throw UserError.usage(
          "unseen", "--unseen-share " + unseenShare + " is no share", "give 0 to 1, 1 excluded");
    }
    List<String> drawn = new ArrayList<>(names);
    Collections.shuffle(drawn, new Random(Skill.SEED));
    hidden.addAll(drawn.subList(0, (int) Math.round(unseenShare * drawn.size())));
    requireAlike(set, hidden);
    return hidden;
  }

  /** What is not learnt from needs others to learn from. */
  private static void requireAlike(DataSet set, Set<String> hidden) {
    Set<String> learnt = new HashSet<>();
    for (BacktestCase each : set.cases()) {
      if (!hidden.contains(each.series().name())) {
        learnt.add(segment(each));
      }
    }
    for (BacktestCase each : set.cases()) {
      if (!learnt.contains(segment(each))) {
        throw new UserError(
            "unseen",
            "series '" + each.series().name() + "' has no other like it to learn from",
            "name fewer series by --unseen, or a smaller --unseen-share");
      }
    }
  }

  private static String segment(BacktestCase of) {
    return of.series().quantity().kind() + " " + of.series().stepSeconds();
  }

  private BacktestResult run(
      Protocol rules, List<BacktestCase> cases, Set<String> hidden, String what) {
    List<Forecaster> models = new ArrayList<>();
    if (rules instanceof DayAhead) {
      models.add(new LinearForecaster());
    }
    models.add(new BlendForecaster());
    int[] told = {0};
    return new Backtest(rules, models, hidden, coreNanos())
        .run(
            cases,
            percent -> {
              if (percent >= told[0] + PROGRESS_PERCENT) {
                told[0] = percent - percent % PROGRESS_PERCENT;
                output.progress(told[0] + " % of the forecasts made, " + what);
              }
            });
  }

  private static BacktestCase blind(BacktestCase of) {
    return new BacktestCase(of.series().withWeather(Weather.NONE), of.testFrom(), of.testEnd());
  }

  private static Weather.Source weather(DataSet set) {
    return set.cases().stream()
        .map(each -> each.series().weather().source())
        .filter(source -> source != Weather.Source.NONE)
        .findFirst()
        .orElse(Weather.Source.NONE);
  }

  private static String text(Weather.Source source) {
    return source.name().toLowerCase(Locale.ROOT);
  }

  private void write(String html) {
    try {
      Files.writeString(page, html, StandardCharsets.UTF_8);
      output.progress("Report written to " + page);
    } catch (IOException e) {
      throw new UserError(
          "report", "the report " + page + " cannot be written: " + e, "name another by --report");
    }
  }

  private Function<DataSet, Protocol> protocol() {
    return switch (protocol) {
      case ExpandingWindows.CODE ->
          set -> ExpandingWindows.ofStep(set.cases().get(0).series().stepSeconds());
      case "openstef-d1" -> set -> DayAhead.OPENSTEF_D1;
      case "midnight" -> set -> DayAhead.MIDNIGHT;
      case MonthAhead.CODE -> set -> new MonthAhead();
      default ->
          throw UserError.usage(
              "protocol",
              "no protocol named '" + protocol + "'",
              "use fev, openstef-d1, midnight or ieee-cis");
    };
  }

  private static LongSupplier coreNanos() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return threads::getCurrentThreadCpuTime;
  }
}
