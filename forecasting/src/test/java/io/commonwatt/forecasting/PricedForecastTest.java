package io.commonwatt.forecasting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.codec.RecordCodec;
import io.commonwatt.contracts.community.Place;
import io.commonwatt.contracts.forecast.Forecast;
import io.commonwatt.contracts.forecast.ForecastEvent;
import io.commonwatt.contracts.forecast.ForecastEventKind;
import io.commonwatt.contracts.forecast.ForecastModel;
import io.commonwatt.contracts.forecast.SeriesKind;
import io.commonwatt.contracts.price.Price;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.ValidatedReading;
import io.commonwatt.forecasting.data.TestCommunity;
import io.commonwatt.forecasting.feature.FeatureSpecification;
import io.commonwatt.forecasting.feature.Rows;
import io.commonwatt.forecasting.model.LinearPinball;
import io.commonwatt.forecasting.series.PlacementHistory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Homes that answer prices, and what the stream makes of these. */
class PricedForecastTest {

  private static final Instant FROM = Instant.parse("2025-05-01T00:00:00Z");
  private static final int DAYS = 19;
  private static final int HOMES = 4;
  private static final long SEED = 11;
  private static final String SEGMENT = "usage-point.consumption.3600";
  private static final String PLAIN = FeatureSpecification.of(Channel.CONSUMPTION).schemaHash();
  private static final String PRICED =
      FeatureSpecification.of(Channel.CONSUMPTION, true).schemaHash();

  private static long[] prices;
  private static List<Travelling> answered;

  @BeforeAll
  static void run() {
    System.out.println("seed " + SEED);
    prices = new Random(SEED).longs((DAYS + 2) * 24L, 2_000, 30_000).toArray();
    answered = run(homes(prices).following("market", "*"), prices, UnaryOperator.identity());
  }

  @Test
  void shouldForecastHomesThatAnswerPricesBetterThanWithoutThem() {
    assertThat(models(answered)).extracting(ForecastModel::featureSchema).contains(PRICED);
    List<Travelling> blind = run(homes(prices), prices, UnaryOperator.identity());
    assertThat(models(blind)).extracting(ForecastModel::featureSchema).containsOnly(PLAIN);
    double with = loss(answered);
    double without = loss(blind);
    System.out.printf("pinball with prices %.1f Wh, without %.1f Wh%n", with, without);
    // Prices move the load by a third, the rest of the noise is a twentieth.
    assertThat(with).isLessThan(0.7 * without);
  }

  @Test
  void shouldNotUsePricesThatNobodyAnswers() {
    long[] others = new Random(SEED + 1).longs(prices.length, 2_000, 30_000).toArray();
    List<Travelling> out =
        run(homes(others).following("market", "*"), prices, UnaryOperator.identity());
    assertThat(models(out)).extracting(ForecastModel::featureSchema).containsOnly(PLAIN);
    assertThat(forecasts(out)).isNotEmpty();
    assertThat(events(out)).isEmpty();
  }

  @Test
  void shouldSayThatPricesAreLateAndGoOn() {
    Instant late = FROM.plus(Duration.ofDays(16).plusHours(12));
    List<Travelling> records = new ArrayList<>();
    for (Travelling record : records(homes(prices), prices)) {
      if (!(record instanceof Price price) || !price.knownAt().equals(late)) {
        records.add(record);
      }
    }
    List<Travelling> out = new ArrayList<>();
    chain(homes(prices).following("market", "*"), UnaryOperator.identity())
        .run(records, FROM, FROM.plus(Duration.ofDays(DAYS)), out::add);
    assertThat(events(out)).hasSize(1);
    ForecastEvent event = events(out).get(0);
    assertThat(event.kind()).isEqualTo(ForecastEventKind.LATE_PRICES);
    assertThat(event.subject()).isEqualTo("market");
    assertThat(event.knownAt()).isEqualTo(late);
    assertThat(event.value()).isEqualTo(12);
    assertThat(event.threshold()).isGreaterThan(30);
    assertThat(forecasts(out)).hasSameSizeAs(forecasts(answered));
  }

  @Test
  void shouldServeAModelThatWasTrainedWithoutPricesBefore() {
    List<Travelling> blind = run(homes(prices), prices, UnaryOperator.identity());
    ForecastModel old = models(blind).get(0);
    TestCommunity community = homes(prices).following("market", "*");
    var driver =
        new io.commonwatt.contracts.step.StepDriver<>(new ForecastStep(community.registry()));
    driver.file("community-1", old);
    records(community, prices).forEach(record -> driver.file("community-1", record));
    List<Travelling> out = new ArrayList<>();
    driver.advanceTo(FROM.plus(Duration.ofDays(DAYS)), out::add);
    assertThat(events(out)).isEmpty();
    assertThat(forecasts(out)).isNotEmpty();
    List<String> same = quantiles(blind);
    assertThat(quantiles(out)).isNotEmpty().isSubsetOf(same);
  }

  @Test
  void shouldRefuseAModelOfPricesWhereNobodyFollowsAny() {
    var driver =
        new io.commonwatt.contracts.step.StepDriver<>(new ForecastStep(homes(prices).registry()));
    driver.file("community-1", models(answered).get(0));
    records(homes(prices), prices).forEach(record -> driver.file("community-1", record));
    List<Travelling> out = new ArrayList<>();
    driver.advanceTo(FROM.plus(Duration.ofDays(DAYS)), out::add);
    assertThat(events(out))
        .extracting(ForecastEvent::kind)
        .containsExactly(ForecastEventKind.FOREIGN_FEATURES);
  }

  @Test
  void shouldForecastTheSameFromStateThatWasSavedAndReadAgain() {
    List<Travelling> saved =
        run(homes(prices).following("market", "*"), prices, step -> new RoundTrips<>(step, 5));
    assertThat(hex(saved)).isEqualTo(hex(answered));
  }

  @Test
  void shouldExplainWhatAPriceDid() {
    Forecast forecast = forecasts(answered).get(forecasts(answered).size() - 1);
    TestCommunity community = homes(prices).following("market", "*");
    PlacementHistory history =
        ForecastExplanation.emptyHistory(community.registry(), "community-1");
    for (Travelling record : records(community, prices)) {
      if (!record.knownAt().isAfter(forecast.issued())) {
        history.absorb(record, forecast.issued());
      }
    }
    ForecastExplanation explained =
        ForecastExplanation.of(
            community.registry(), models(answered), history, forecast, forecast.start());
    double added = 0;
    double prices = 0;
    for (ForecastExplanation.Influence influence : explained.influences()) {
      added += influence.medianWh();
      prices += influence.feature().startsWith("price.") ? Math.abs(influence.medianWh()) : 0;
    }
    assertThat(prices).as("what prices moved, Wh").isGreaterThan(1);
    double median = explained.climatologyWh()[Rows.MEDIAN];
    assertThat(median + added + explained.biasWh())
        .isCloseTo(explained.modelledWh()[Rows.MEDIAN], within(1e-6));
  }

  private static List<Travelling> run(
      TestCommunity community,
      long[] published,
      UnaryOperator<io.commonwatt.contracts.step.Step<?>> around) {
    List<Travelling> out = new ArrayList<>();
    chain(community, around)
        .run(records(community, published), FROM, FROM.plus(Duration.ofDays(DAYS)), out::add);
    return out;
  }

  private static ForecastChain chain(
      TestCommunity community, UnaryOperator<io.commonwatt.contracts.step.Step<?>> around) {
    return new ForecastChain(community.registry(), ForecastSettings.startingAt(FROM), around);
  }

  /** Homes with a shape of the day, less where an hour is dear. */
  private static TestCommunity homes(long[] answers) {
    Random random = new Random(SEED);
    List<TestCommunity.Home> homes = new ArrayList<>();
    for (int home = 0; home < HOMES; home++) {
      double size = 300 + 500 * random.nextDouble();
      double[] energies = new double[DAYS * 24];
      for (int hour = 0; hour < energies.length; hour++) {
        double shape = 1 + 0.5 * StrictMath.sin(2 * Math.PI * (hour % 24 - 9) / 24);
        double answer = StrictMath.exp(-0.6 * (answers[hour] - 16_000) / 16_000.0);
        energies[hour] = size * shape * answer * (1 + 0.05 * random.nextGaussian());
      }
      homes.add(new TestCommunity.Home("home-" + (100 + home), energies, null, 0));
    }
    Place place = new Place("made-here", 51.5, -0.1);
    return new TestCommunity(place, ZoneOffset.UTC, FROM, 3600).add(homes);
  }

  /** Readings of usage points, and prices published at noon of the day before. */
  private static List<Travelling> records(TestCommunity community, long[] published) {
    List<Travelling> records = new ArrayList<>();
    for (Travelling record : community.records) {
      if (record instanceof ValidatedReading) {
        records.add(record);
      }
    }
    for (int hour = 0; hour < DAYS * 24 + 24; hour++) {
      Instant start = FROM.plus(Duration.ofHours(hour));
      Instant known = FROM.plus(Duration.ofHours(Math.max(0, hour / 24 * 24 - 12)));
      records.add(
          new Price("market", start, 3600, "EUR", published[hour], published[hour], 0, known));
    }
    return records;
  }

  private static List<ForecastModel> models(List<Travelling> out) {
    List<ForecastModel> models = new ArrayList<>();
    for (Travelling record : out) {
      if (record instanceof ForecastModel model && model.segment().equals(SEGMENT)) {
        models.add(model);
      }
    }
    return models;
  }

  private static List<Forecast> forecasts(List<Travelling> out) {
    List<Forecast> forecasts = new ArrayList<>();
    for (Travelling record : out) {
      if (record instanceof Forecast forecast
          && forecast.kind() == SeriesKind.USAGE_POINT
          && forecast.model().equals(LinearPinball.NAME)) {
        forecasts.add(forecast);
      }
    }
    return forecasts;
  }

  private static List<String> quantiles(List<Travelling> out) {
    List<String> quantiles = new ArrayList<>();
    for (Forecast forecast : forecasts(out)) {
      quantiles.add(
          forecast.owner() + forecast.issued() + java.util.Arrays.toString(forecast.quantilesWh()));
    }
    return quantiles;
  }

  /** Mean pinball loss of the first day of each forecast, Wh. */
  private static double loss(List<Travelling> out) {
    Map<String, Double> truths = new HashMap<>();
    for (Travelling record : homes(prices).records) {
      if (record instanceof ValidatedReading reading) {
        truths.put(reading.usagePoint() + reading.start(), (double) reading.energyWh());
      }
    }
    double sum = 0;
    int count = 0;
    for (Forecast forecast : forecasts(out)) {
      for (int step = 0; step < 12; step++) {
        Instant start = forecast.start().plus(Duration.ofHours(step));
        Double truth = truths.get(forecast.owner() + start);
        if (truth != null) {
          for (int level = 0; level < Rows.LEVELS.length; level++) {
            double missed = truth - forecast.quantileWh(step, level);
            sum += missed * (missed >= 0 ? Rows.LEVELS[level] : Rows.LEVELS[level] - 1);
            count++;
          }
        }
      }
    }
    assertThat(count).isPositive();
    return sum / count;
  }

  private static List<ForecastEvent> events(List<Travelling> out) {
    List<ForecastEvent> events = new ArrayList<>();
    for (Travelling record : out) {
      if (record instanceof ForecastEvent event) {
        events.add(event);
      }
    }
    return events;
  }

  private static List<String> hex(List<Travelling> out) {
    return out.stream()
        .map(record -> HexFormat.of().formatHex(RecordCodec.standard().encode(record)))
        .toList();
  }
}
