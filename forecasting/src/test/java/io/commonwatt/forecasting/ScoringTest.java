package io.commonwatt.forecasting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.forecast.Forecast;
import io.commonwatt.contracts.forecast.ForecastScore;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.ValidatedReading;
import io.commonwatt.contracts.step.StepDriver;
import io.commonwatt.forecasting.data.TestCommunity;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ScoringTest {

  private static final Instant START = Instant.parse("2025-05-01T00:00:00Z");
  private static final int DAYS = 5;
  private static final long SEED = 9;

  private final double[] energies = new Random(SEED).doubles(DAYS * 24, 0, 900).toArray();
  private final StepDriver<ForecastState> driver =
      new StepDriver<>(new ForecastStep(community().registry()));
  private final TreeMap<String, Forecast> forecasts = new TreeMap<>();
  private final List<ForecastScore> scores = new ArrayList<>();

  @Test
  void shouldScoreEachRangeOnceWhenItsLastIntervalIsKnown() {
    for (int hour = 0; hour < energies.length; hour++) {
      file(hour, hour + 1);
    }
    advance(DAYS * 24);
    assertThat(scores.stream().map(ForecastScore::id)).doesNotHaveDuplicates();
    for (ForecastScore score : scores) {
      assertThat(score.knownAt()).isEqualTo(score.issued().plus(Duration.ofHours(score.toHours())));
      assertThat(score.steps()).isEqualTo(score.toHours() - score.fromHours());
      check(score);
    }
    // Issued from the end of the first day to two days before the end, plus what was near enough.
    assertThat(scores.stream().filter(score -> score.toHours() == 48)).hasSize(2 * 4 + 1);
    assertThat(scores.stream().filter(score -> score.toHours() == 6)).hasSize(4 * 4);
  }

  @Test
  void shouldWaitForALateLastIntervalAndScoreWhatIsKnownWhenItNeverComes() {
    int issue = 24;
    for (int hour = 0; hour < energies.length; hour++) {
      if (hour == issue + 5) {
        file(hour, hour + 4); // late by three hours
      } else if (hour < issue + 20 || hour > issue + 30) {
        file(hour, hour + 1);
      }
    }
    advance(DAYS * 24);
    ForecastScore late = score(issue, 6);
    assertThat(late.knownAt()).isEqualTo(at(issue + 9));
    assertThat(late.steps()).isEqualTo(6);
    check(late);
    ForecastScore silent = score(issue, 24);
    assertThat(silent.knownAt()).isEqualTo(at(issue + 24).plus(Scoring.GRACE));
    assertThat(silent.steps()).isEqualTo(14);
    assertThat(score(issue, 48).steps()).isEqualTo(24 - 7);
  }

  /** Again from the forecast as it was emitted and the readings as they were sent. */
  private void check(ForecastScore score) {
    Forecast forecast =
        forecasts.get(
            score.kind() + "|" + score.key() + '|' + score.model() + '|' + score.issued());
    int issue = (int) Duration.between(START, score.issued()).toHours();
    double error = 0;
    double pinball = 0;
    int covered = 0;
    for (int step = score.fromHours(); step < score.toHours(); step++) {
      double truth = Math.round(energies[issue + step]);
      error += Math.abs(truth - forecast.quantileWh(step, 3));
      for (int level = 0; level < 7; level++) {
        double missed = truth - forecast.quantileWh(step, level);
        double alpha = forecast.levels().get(level);
        pinball += Math.max(alpha * missed, (alpha - 1) * missed) / 7;
      }
      boolean inside =
          forecast.quantileWh(step, 0) <= truth && truth <= forecast.quantileWh(step, 6);
      covered += inside ? 1 : 0;
    }
    assertThat(score.absoluteErrorWh()).isCloseTo(error, within(1e-6));
    assertThat(score.pinballWh()).isCloseTo(pinball, within(1e-6));
    assertThat(score.coveredSteps()).isEqualTo(covered);
    double scale = 0;
    for (int hour = 24; hour < issue; hour++) {
      scale += Math.abs(Math.round(energies[hour]) - Math.round(energies[hour - 24]));
    }
    double expected = issue > 24 ? scale / (issue - 24) : 0;
    assertThat(score.scaleWh()).isCloseTo(expected, within(1e-9));
  }

  private ForecastScore score(int issueHour, int toHours) {
    return scores.stream()
        .filter(score -> score.issued().equals(at(issueHour)) && score.toHours() == toHours)
        .findFirst()
        .orElseThrow();
  }

  private void file(int hour, int knownHour) {
    ValidatedReading reading =
        TestCommunity.reading(
            "home",
            "community-1",
            "feeder",
            Channel.CONSUMPTION,
            at(hour),
            3600,
            energies[hour],
            at(knownHour));
    driver.file(reading);
  }

  private void advance(int hour) {
    driver.advanceTo(at(hour), this::take);
  }

  private void take(Travelling record) {
    if (record instanceof ForecastScore score) {
      scores.add(score);
    } else if (record instanceof Forecast forecast) {
      forecasts.put(forecast.id(), forecast);
    }
  }

  private static Instant at(int hour) {
    return START.plus(Duration.ofHours(hour));
  }

  private static TestCommunity community() {
    return new TestCommunity(
            new io.commonwatt.contracts.community.Place("place", 51, 0),
            ZoneId.of("UTC"),
            START,
            3600)
        .add(List.of(new TestCommunity.Home("home", new double[24], null, 0)));
  }
}
