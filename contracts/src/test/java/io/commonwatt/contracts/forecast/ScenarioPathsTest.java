package io.commonwatt.contracts.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.reading.Channel;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ScenarioPathsTest {

  private static final List<Double> LEVELS = List.of(.05, .1, .3, .5, .7, .9, .95);
  private static final Instant ISSUED = Instant.parse("2025-03-20T00:00:00Z");
  private static final int STEPS = 5;

  @Property(tries = 200)
  void shouldReadOffToTheLastBitWhatEachRankGivesByItself(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 127) int scenarios) {
    Random random = new Random(seed);
    double[] quantilesWh = new double[STEPS * LEVELS.size()];
    for (int step = 0; step < STEPS; step++) {
      double[] own = random.doubles(LEVELS.size(), 0, 500).sorted().toArray();
      System.arraycopy(own, 0, quantilesWh, step * own.length, own.length);
    }
    byte[] ranks = new byte[scenarios * STEPS];
    for (int i = 0; i < ranks.length; i++) {
      ranks[i] = (byte) random.nextInt(scenarios);
    }
    double greatestWh = random.nextBoolean() ? Double.POSITIVE_INFINITY : 400;
    double[] expected = new double[ranks.length];
    for (int i = 0; i < ranks.length; i++) {
      double[] own =
          Arrays.copyOfRange(
              quantilesWh, i % STEPS * LEVELS.size(), (i % STEPS + 1) * LEVELS.size());
      double energy = naive(own, (ranks[i] + 0.5) / scenarios);
      expected[i] = Math.max(0, Math.min(greatestWh, energy));
    }
    double[] found = ScenarioPaths.energiesWh(LEVELS, quantilesWh, ranks, scenarios, greatestWh);
    assertThat(found).as("seed " + seed).containsExactly(expected);
    int scenario = random.nextInt(scenarios);
    assertThat(
            ScenarioPaths.pathWh(
                forecast(quantilesWh), scenarios(ranks, scenarios, greatestWh), scenario))
        .containsExactly(Arrays.copyOfRange(expected, scenario * STEPS, (scenario + 1) * STEPS));
  }

  /** Linear between the levels; tails fall off exponentially through the last two. */
  private static double naive(double[] quantiles, double share) {
    int last = quantiles.length - 1;
    if (share < LEVELS.get(0)) {
      double ratio = StrictMath.log(LEVELS.get(0) / LEVELS.get(1));
      double apart = quantiles[1] - quantiles[0];
      return quantiles[0] - apart * StrictMath.log(share / LEVELS.get(0)) / ratio;
    }
    if (share > LEVELS.get(last)) {
      double ratio = StrictMath.log((1 - LEVELS.get(last)) / (1 - LEVELS.get(last - 1)));
      double apart = quantiles[last] - quantiles[last - 1];
      double left = StrictMath.log((1 - share) / (1 - LEVELS.get(last)));
      return quantiles[last] + apart * left / ratio;
    }
    int above = 1;
    while (LEVELS.get(above) < share) {
      above++;
    }
    double low = LEVELS.get(above - 1);
    double along = (share - low) / (LEVELS.get(above) - low);
    return quantiles[above - 1] + along * (quantiles[above] - quantiles[above - 1]);
  }

  private static Forecast forecast(double[] quantilesWh) {
    return new Forecast(
        SeriesKind.USAGE_POINT,
        "home",
        Channel.CONSUMPTION,
        "model",
        "id",
        "",
        ISSUED,
        ISSUED,
        ISSUED,
        900,
        LEVELS,
        quantilesWh,
        ISSUED,
        "community");
  }

  private static ForecastScenarios scenarios(byte[] ranks, int scenarios, double greatestWh) {
    return new ForecastScenarios(
        SeriesKind.USAGE_POINT,
        "home",
        Channel.CONSUMPTION,
        "model",
        ISSUED,
        ISSUED,
        900,
        scenarios,
        ranks,
        greatestWh,
        1,
        ISSUED,
        "community");
  }
}
