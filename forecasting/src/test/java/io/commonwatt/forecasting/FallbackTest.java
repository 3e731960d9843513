package io.commonwatt.forecasting;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.codec.RecordCodec;
import io.commonwatt.contracts.forecast.Forecast;
import io.commonwatt.contracts.forecast.ForecastEvent;
import io.commonwatt.contracts.forecast.ForecastEventKind;
import io.commonwatt.contracts.forecast.ForecastModel;
import io.commonwatt.contracts.forecast.SeriesKind;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.ValidatedReading;
import io.commonwatt.contracts.step.StepDriver;
import io.commonwatt.contracts.weather.WeatherForecast;
import io.commonwatt.contracts.weather.WeatherObserved;
import io.commonwatt.forecasting.data.SyntheticCommunity;
import io.commonwatt.forecasting.data.TestCommunity;
import io.commonwatt.forecasting.model.FeatureClimatology;
import io.commonwatt.forecasting.model.LinearPinball;
import io.commonwatt.forecasting.model.SeasonalNaive;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What goes wrong has one outcome each, and an event that says so. */
class FallbackTest {

  private static final Instant FROM = Instant.parse("2025-05-01T00:00:00Z");
  private static final int DAYS = 19;
  private static final long SEED = 6;
  private static final String CONSUMPTION = "usage-point.consumption.1800";
  private static final Instant LATER = FROM.plus(Duration.ofDays(17));

  private static TestCommunity community;
  private static List<Travelling> records;
  private static List<ForecastModel> models;
  private static List<Travelling> usual;

  @BeforeAll
  static void trainOnce() {
    System.out.println("seed " + SEED);
    community = SyntheticCommunity.make(4, FROM, DAYS + 1, SEED);
    records = community.records;
    models = new ArrayList<>();
    new ForecastChain(community.registry(), ForecastSettings.startingAt(FROM))
        .run(
            records,
            FROM,
            FROM.plus(Duration.ofDays(16)),
            record -> {
              if (record instanceof ForecastModel model) {
                models.add(model);
              }
            });
    assertThat(models).extracting(ForecastModel::segment).contains(CONSUMPTION);
    usual = run(records, models, DAYS);
    assertThat(events(usual)).isEmpty();
    assertThat(names(usual, "home-100", LATER)).contains(LinearPinball.NAME);
  }

  @Test
  void shouldForecastByTheClimatologyWhenAModelIsDamagedUntilAGoodOneComes() {
    List<ForecastModel> sent = new ArrayList<>(replaced(FallbackTest::damaged));
    ForecastModel good = models.stream().filter(each -> isServed(each)).findFirst().orElseThrow();
    sent.add(effectiveFrom(good, LATER.plus(Duration.ofHours(3))));
    List<Travelling> found = run(records, sent, DAYS);
    assertThat(events(found))
        .extracting(ForecastEvent::kind)
        .containsExactly(ForecastEventKind.DAMAGED_MODEL);
    ForecastEvent event = events(found).get(0);
    assertThat(event.segment()).isEqualTo(CONSUMPTION);
    assertThat(event.subject()).contains(CONSUMPTION);
    assertThat(event.remark()).contains("climatology");
    assertThat(names(found, "home-100", LATER))
        .containsExactlyInAnyOrder(SeasonalNaive.NAME, FeatureClimatology.NAME);
    assertThat(names(found, "home-100", LATER.plus(Duration.ofHours(6))))
        .containsExactlyInAnyOrder(SeasonalNaive.NAME, LinearPinball.NAME);
  }

  @Test
  void shouldGoOnWithTheModelBeforeADamagedOne() {
    List<ForecastModel> sent = new ArrayList<>(models);
    ForecastModel good = models.stream().filter(each -> isServed(each)).findFirst().orElseThrow();
    sent.add(damaged(effectiveFrom(good, LATER.minus(Duration.ofHours(3)))));
    List<Travelling> found = run(records, sent, DAYS);
    assertThat(events(found))
        .extracting(ForecastEvent::kind)
        .containsExactly(ForecastEventKind.DAMAGED_MODEL);
    assertThat(withoutEvents(found)).isEqualTo(withoutEvents(usual));
  }

  @Test
  void shouldNotUseAModelOfOtherFeatures() {
    List<Travelling> found =
        run(
            records,
            replaced(
                model ->
                    new ForecastModel(
                        model.segment(),
                        model.algorithm(),
                        model.windowFrom(),
                        model.windowTo(),
                        model.effectiveFrom(),
                        model.dataHash(),
                        "other-features",
                        model.hyperparameters(),
                        model.seed(),
                        model.rows(),
                        model.payload(),
                        model.knownAt())),
            DAYS);
    assertThat(events(found))
        .extracting(ForecastEvent::kind)
        .containsExactly(ForecastEventKind.FOREIGN_FEATURES);
    assertThat(names(found, "home-100", LATER)).contains(FeatureClimatology.NAME);
  }

  @Test
  void shouldForecastByTheClimatologyWhenNoModelHasComeForFourWeeks() {
    List<ForecastModel> old = new ArrayList<>();
    for (ForecastModel model : models) {
      old.add(windowTo(model, LATER.minus(Duration.ofDays(28))));
    }
    List<Travelling> found = run(records, old, DAYS);
    assertThat(events(found))
        .isNotEmpty()
        .extracting(ForecastEvent::kind)
        .containsOnly(ForecastEventKind.STALE_MODEL);
    assertThat(events(found).stream().map(ForecastEvent::segment)).doesNotHaveDuplicates();
    assertThat(names(found, "home-100", LATER)).contains(LinearPinball.NAME);
    assertThat(names(found, "home-100", LATER.plus(Duration.ofHours(6))))
        .containsExactlyInAnyOrder(SeasonalNaive.NAME, FeatureClimatology.NAME);
  }

  @Test
  void shouldForecastFromTheWeatherBeforeWhenTheNewestIsAnHourLate() {
    List<Travelling> late = new ArrayList<>();
    List<Travelling> without = new ArrayList<>();
    for (Travelling record : records) {
      if (record instanceof WeatherForecast forecast && forecast.issued().equals(LATER)) {
        late.add(
            new WeatherForecast(
                forecast.place(),
                forecast.issued(),
                forecast.start(),
                forecast.stepSeconds(),
                forecast.temperatureC(),
                forecast.irradianceWPerM2(),
                LATER.plus(Duration.ofHours(1))));
      } else {
        late.add(record);
        without.add(record);
      }
    }
    List<Travelling> found = run(late, models, DAYS);
    List<Travelling> missing = run(without, models, DAYS);
    assertThat(events(found))
        .extracting(ForecastEvent::kind, ForecastEvent::knownAt)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(ForecastEventKind.LATE_WEATHER, LATER));
    assertThat(forecasts(found, LATER)).isEqualTo(forecasts(missing, LATER));
    assertThat(forecasts(found, LATER)).isNotEqualTo(forecasts(usual, LATER));
    Instant next = LATER.plus(Duration.ofHours(6));
    assertThat(forecasts(found, next)).hasSameSizeAs(forecasts(usual, next));
  }

  @Test
  void shouldForecastWithoutAnyWeather() {
    List<Travelling> dry = new ArrayList<>(records);
    dry.removeIf(each -> each instanceof WeatherForecast || each instanceof WeatherObserved);
    List<Travelling> found = run(dry, models, DAYS);
    assertThat(names(found, "home-100", LATER)).contains(LinearPinball.NAME);
    assertThat(forecasts(found, LATER)).hasSameSizeAs(forecasts(usual, LATER));
    for (Travelling record : found) {
      if (record instanceof Forecast forecast) {
        assertThat(forecast.quantilesWh()).doesNotContain(Double.NaN);
      }
    }
  }

  @Test
  void shouldForecastAMeterThatJumpsByItsLastDayAndTheOthersAsBefore() {
    Instant jump = LATER.minus(Duration.ofDays(1));
    List<Travelling> jumping = new ArrayList<>();
    for (Travelling record : records) {
      boolean jumps =
          record instanceof ValidatedReading reading
              && reading.usagePoint().equals("home-101")
              && !reading.start().isBefore(jump);
      jumping.add(jumps ? thousandfold((ValidatedReading) record) : record);
    }
    List<Travelling> found = run(jumping, models, DAYS);
    assertThat(events(found))
        .extracting(ForecastEvent::kind, ForecastEvent::subject)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(ForecastEventKind.JUMP, "home-101|consumption"));
    assertThat(names(found, "home-101", LATER)).containsExactly(SeasonalNaive.NAME);
    for (String other : List.of("home-100", "home-102", "home-103")) {
      assertThat(of(forecasts(found, LATER), other)).isEqualTo(of(forecasts(usual, LATER), other));
    }
  }

  @Test
  void shouldForecastASeriesThatIsSilentByItsClimatology() {
    List<Travelling> silent = new ArrayList<>(records);
    silent.removeIf(
        each ->
            each instanceof ValidatedReading reading
                && reading.usagePoint().equals("home-101")
                && reading.start().isAfter(LATER.minus(Duration.ofHours(50))));
    List<Travelling> found = run(silent, models, DAYS);
    assertThat(events(found))
        .extracting(ForecastEvent::kind, ForecastEvent::subject)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                ForecastEventKind.STALE_INPUT, "home-101|consumption"));
    assertThat(names(found, "home-101", LATER))
        .containsExactlyInAnyOrder(SeasonalNaive.NAME, FeatureClimatology.NAME);
  }

  private static List<Travelling> run(List<Travelling> inputs, List<ForecastModel> sent, int days) {
    StepDriver<ForecastState> driver = new StepDriver<>(new ForecastStep(community.registry()));
    for (Travelling input : inputs) {
      driver.file("community-1", input);
    }
    sent.forEach(model -> driver.file("community-1", model));
    List<Travelling> found = new ArrayList<>();
    driver.advanceTo(FROM.plus(Duration.ofDays(days)), found::add);
    return found;
  }

  private static List<ForecastEvent> events(List<Travelling> found) {
    List<ForecastEvent> events = new ArrayList<>();
    for (Travelling record : found) {
      if (record instanceof ForecastEvent event) {
        events.add(event);
      }
    }
    return events;
  }

  private static List<String> names(List<Travelling> found, String home, Instant issued) {
    List<String> names = new ArrayList<>();
    for (Travelling record : found) {
      if (record instanceof Forecast forecast
          && forecast.kind() == SeriesKind.USAGE_POINT
          && forecast.channel() == Channel.CONSUMPTION
          && forecast.owner().equals(home)
          && forecast.issued().equals(issued)) {
        names.add(forecast.model());
      }
    }
    return names;
  }

  /** Bytes of the forecasts of usage points of an issue by id. */
  private static Map<String, String> forecasts(List<Travelling> found, Instant issued) {
    Map<String, String> bytes = new TreeMap<>();
    for (Travelling record : found) {
      if (record instanceof Forecast forecast
          && forecast.kind() == SeriesKind.USAGE_POINT
          && forecast.issued().equals(issued)) {
        bytes.put(forecast.id(), hex(record));
      }
    }
    return bytes;
  }

  private static List<String> of(Map<String, String> forecasts, String home) {
    return forecasts.entrySet().stream()
        .filter(entry -> entry.getKey().contains(home))
        .map(Map.Entry::getValue)
        .toList();
  }

  private static List<String> withoutEvents(List<Travelling> found) {
    return found.stream()
        .filter(each -> !(each instanceof ForecastEvent))
        .map(FallbackTest::hex)
        .toList();
  }

  private static String hex(Travelling record) {
    return HexFormat.of().formatHex(RecordCodec.standard().encode(record));
  }

  private static List<ForecastModel> replaced(UnaryOperator<ForecastModel> change) {
    return models.stream().map(each -> isServed(each) ? change.apply(each) : each).toList();
  }

  private static boolean isServed(ForecastModel model) {
    return model.segment().equals(CONSUMPTION);
  }

  /** The first half of the file. */
  private static ForecastModel damaged(ForecastModel model) {
    byte[] half = Arrays.copyOf(model.payload(), model.payload().length / 2);
    return with(model, model.windowTo(), model.effectiveFrom(), model.dataHash() + "x", half);
  }

  private static ForecastModel effectiveFrom(ForecastModel model, Instant from) {
    return with(model, model.windowTo(), from, model.dataHash(), model.payload());
  }

  private static ForecastModel windowTo(ForecastModel model, Instant to) {
    return with(model, to, model.effectiveFrom(), model.dataHash(), model.payload());
  }

  private static ForecastModel with(
      ForecastModel model, Instant windowTo, Instant from, String dataHash, byte[] payload) {
    return new ForecastModel(
        model.segment(),
        model.algorithm(),
        model.windowFrom(),
        windowTo,
        from,
        dataHash,
        model.featureSchema(),
        model.hyperparameters(),
        model.seed(),
        model.rows(),
        payload,
        from);
  }

  private static ValidatedReading thousandfold(ValidatedReading reading) {
    return TestCommunity.reading(
        reading.usagePoint(),
        "community-1",
        reading.feeder(),
        reading.channel(),
        reading.start(),
        reading.lengthSeconds(),
        1000.0 * reading.energyWh(),
        reading.knownAt());
  }
}
