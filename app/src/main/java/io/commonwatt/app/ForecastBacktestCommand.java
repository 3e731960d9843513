package io.commonwatt.app;

import io.commonwatt.app.backtest.BacktestPage;
import io.commonwatt.app.backtest.BacktestReport;
import io.commonwatt.forecasting.backtest.Backtest;
import io.commonwatt.forecasting.backtest.BacktestCase;
import io.commonwatt.forecasting.backtest.BacktestConfiguration;
import io.commonwatt.forecasting.backtest.BacktestResult;
import io.commonwatt.forecasting.backtest.DayAhead;
import io.commonwatt.forecasting.backtest.ExpandingWindows;
import io.commonwatt.forecasting.backtest.Forecaster;
import io.commonwatt.forecasting.backtest.MonthAhead;
import io.commonwatt.forecasting.backtest.Protocol;
import io.commonwatt.forecasting.backtest.Weather;
import io.commonwatt.forecasting.backtest.data.DataSet;
import io.commonwatt.forecasting.backtest.data.DataSetException;
import io.commonwatt.forecasting.backtest.data.DataSets;
import io.commonwatt.forecasting.backtest.data.Request;
import io.commonwatt.forecasting.backtest.learnt.BlendForecaster;
import io.commonwatt.forecasting.backtest.learnt.LinearForecaster;
import io.commonwatt.forecasting.boost.Boosting;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Backtests of forecasts by published protocols. */
@Command(
    name = "backtest",
    mixinStandardHelpOptions = true,
    description = {
      "Walk forward through a published data set by a published protocol and score the forecasts",
      "beside honest baselines on the same intervals (docs/backtests.md)."
    })
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

  @Option(names = "--data", required = true, description = "Folder of a data set.")
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

  @Mixin private Output output;

  @Override
  public Integer call() {
    try {
      DataSet set = DataSets.read(data, new Request(series, testFrom, testEnd));
      Protocol rules = protocol(set);
      output.progress(
          set.cases().size() + " series of " + set.name() + " by the protocol " + rules.code());
      Boosting.unavailable().ifPresent(why -> output.progress("Without boosters: " + why));
      Weather.Source source = weather(set);
      BacktestResult result = run(rules, set.cases(), "with weather: " + text(source));
      if (result.series().isEmpty()) {
        throw new UserError(
            "backtest",
            "no series of " + data + " could be scored: " + result.skipped(),
            "name other series by --series or other days by --test-from and --test-end");
      }
      BacktestResult blind = null;
      if (source != Weather.Source.NONE && !withWeatherOnly) {
        List<BacktestCase> cases = set.cases().stream().map(each -> blind(each)).toList();
        blind = run(rules, cases, "without weather");
      }
      BacktestReport report =
          new BacktestReport(
              set,
              rules,
              text(source),
              result,
              blind,
              BlendForecaster.NAME,
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

  private BacktestResult run(Protocol rules, List<BacktestCase> cases, String what) {
    List<Forecaster> models = new ArrayList<>();
    if (rules instanceof DayAhead) {
      models.add(new LinearForecaster());
    }
    models.add(new BlendForecaster());
    int[] told = {0};
    return new Backtest(rules, models, coreNanos())
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

  private Protocol protocol(DataSet set) {
    return switch (protocol) {
      case ExpandingWindows.CODE ->
          ExpandingWindows.ofStep(set.cases().get(0).series().stepSeconds());
      case "openstef-d1" -> DayAhead.OPENSTEF_D1;
      case "midnight" -> DayAhead.MIDNIGHT;
      case MonthAhead.CODE -> new MonthAhead();
      default ->
          throw new UserError(
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
