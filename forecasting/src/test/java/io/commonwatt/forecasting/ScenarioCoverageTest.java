package io.commonwatt.forecasting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.forecast.Forecast;
import io.commonwatt.contracts.forecast.ForecastScenarios;
import io.commonwatt.contracts.forecast.ScenarioPaths;
import io.commonwatt.contracts.forecast.SeriesKind;
import io.commonwatt.contracts.grid.AggregatedMeasure;
import io.commonwatt.forecasting.data.IdealHomes;
import io.commonwatt.forecasting.data.SharedData;
import io.commonwatt.forecasting.data.TestCommunity;
import io.commonwatt.forecasting.model.LinearPinball;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What summed scenarios and summed quantiles hold of real feeders and of a real community. */
class ScenarioCoverageTest {

  private static final Instant FROM = Instant.parse("2017-11-01T00:00:00Z");
  private static final int DAYS = 100;

  /** Scenarios are judged once 56 past days and four weeks of calibration are there. */
  private static final int JUDGED_AFTER_DAYS = 62;

  private static final int TOP = 6;

  /** Forecasts of one issue of one sum. */
  private static final class Sum {
    Forecast scenarios;
    final double[] low = new double[48];
    final double[] high = new double[48];
    final double[] mean = new double[48];
  }

  @Test
  void shouldHoldRealFeedersWhereSummedQuantilesHoldTooMuch() throws IOException {
    Optional<Path> folder = SharedData.find("ideal-homes");
    assumeTrue(
        folder.isPresent(),
        "Data set 'ideal-homes' is not here; set COMMONWATT_SHARED to the folder that has it");
    TestCommunity community = IdealHomes.load(folder.get(), FROM, DAYS, 20, 0);
    Map<String, Double> truths = new HashMap<>();
    for (Travelling record : community.records) {
      if (record instanceof AggregatedMeasure measure && measure.complete()) {
        truths.put(measure.group() + measure.start(), (double) measure.energyWh());
      }
    }
    Map<String, String> feeders = new HashMap<>();
    community
        .registry()
        .listUsagePoints("community-1")
        .forEach(point -> feeders.put(point.id(), point.feeder()));
    Map<String, Sum> sums = new TreeMap<>();
    Map<String, Forecast> models = new HashMap<>();
    Instant judged = FROM.plus(Duration.ofDays(JUDGED_AFTER_DAYS));
    new ForecastChain(community.registry(), ForecastSettings.startingAt(FROM))
        .run(
            community.records,
            FROM,
            FROM.plus(Duration.ofDays(DAYS)),
            record -> {
              if (record instanceof Forecast forecast && forecast.issued().isAfter(judged)) {
                if (forecast.model().equals(ScenarioIssue.SUM_NAME)) {
                  sum(sums, forecast.owner(), forecast.issued()).scenarios = forecast;
                } else if (forecast.model().equals(LinearPinball.NAME)
                    && forecast.kind() == SeriesKind.USAGE_POINT) {
                  models.put(forecast.id() + "|scenarios", forecast);
                  add(sum(sums, feeders.get(forecast.owner()), forecast.issued()), forecast);
                  add(sum(sums, "community-1", forecast.issued()), forecast);
                }
              } else if (record instanceof ForecastScenarios scenarios
                  && models.containsKey(scenarios.id())) {
                Forecast forecast = models.remove(scenarios.id());
                addMeans(
                    sum(sums, feeders.get(forecast.owner()), forecast.issued()),
                    forecast,
                    scenarios);
                addMeans(sum(sums, "community-1", forecast.issued()), forecast, scenarios);
              }
            });
    int points = 0;
    int byScenarios = 0;
    int bySums = 0;
    int below = 0;
    for (Map.Entry<String, Sum> entry : sums.entrySet()) {
      Sum sum = entry.getValue();
      if (sum.scenarios == null) {
        continue;
      }
      for (int step = 0; step < 48; step++) {
        Instant start = sum.scenarios.start().plus(Duration.ofHours(step));
        Double truth = truths.get(sum.scenarios.owner() + start);
        if (truth != null) {
          points++;
          boolean inside =
              sum.scenarios.quantileWh(step, 0) <= truth
                  && truth <= sum.scenarios.quantileWh(step, TOP);
          below += truth < sum.scenarios.quantileWh(step, 0) ? 1 : 0;
          byScenarios += inside ? 1 : 0;
          bySums += sum.low[step] <= truth && truth <= sum.high[step] ? 1 : 0;
        }
      }
    }
    System.out.printf(
        "%d points; 90 %% bands hold %.3f by summed scenarios (%.3f below), %.3f by summed quantiles%n",
        points, (double) byScenarios / points, (double) below / points, (double) bySums / points);
    assertThat(points).isGreaterThan(10_000);
    assertThat((double) byScenarios / points).isBetween(.85, .95);
    assertThat((double) bySums / points).isGreaterThan(.97);
    sums.forEach(
        (key, sum) -> {
          String feeder1 = key.replace("community-1", "community-1-feeder-1");
          if (!key.contains("feeder") && sums.containsKey(feeder1)) {
            Sum one = sums.get(feeder1);
            Sum two = sums.get(key.replace("community-1", "community-1-feeder-2"));
            for (int step = 0; step < 48; step++) {
              assertThat(sum.mean[step]).isCloseTo(one.mean[step] + two.mean[step], within(1e-6));
            }
          }
        });
  }

  private static Sum sum(Map<String, Sum> sums, String owner, Instant issued) {
    return sums.computeIfAbsent(owner + '|' + issued, key -> new Sum());
  }

  private static void add(Sum sum, Forecast forecast) {
    for (int step = 0; step < 48; step++) {
      sum.low[step] += forecast.quantileWh(step, 0);
      sum.high[step] += forecast.quantileWh(step, TOP);
    }
  }

  private static void addMeans(Sum sum, Forecast forecast, ForecastScenarios scenarios) {
    double[] paths = ScenarioPaths.energiesWh(forecast, scenarios);
    for (int i = 0; i < paths.length; i++) {
      sum.mean[i % 48] += paths[i] / scenarios.scenarios();
    }
  }
}
