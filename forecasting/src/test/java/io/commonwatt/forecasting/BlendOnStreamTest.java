package io.commonwatt.forecasting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnx.proto.OnnxMl;
import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.codec.RecordCodec;
import io.commonwatt.contracts.forecast.Forecast;
import io.commonwatt.contracts.forecast.ForecastEvent;
import io.commonwatt.contracts.forecast.ForecastEventKind;
import io.commonwatt.contracts.forecast.ForecastModel;
import io.commonwatt.contracts.forecast.ForecastScore;
import io.commonwatt.contracts.forecast.SeriesKind;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.ValidatedReading;
import io.commonwatt.contracts.step.Step;
import io.commonwatt.contracts.step.StepDriver;
import io.commonwatt.contracts.weather.WeatherForecast;
import io.commonwatt.forecasting.blend.Blend;
import io.commonwatt.forecasting.boost.BoostedPinball;
import io.commonwatt.forecasting.boost.Boosting;
import io.commonwatt.forecasting.boost.BoostingParameters;
import io.commonwatt.forecasting.data.LateArrivals;
import io.commonwatt.forecasting.data.SyntheticCommunity;
import io.commonwatt.forecasting.data.TestCommunity;
import io.commonwatt.forecasting.model.FeatureClimatology;
import io.commonwatt.forecasting.model.LinearPinball;
import io.commonwatt.forecasting.model.SeasonalNaive;
import io.commonwatt.forecasting.onnx.OnnxModel;
import io.commonwatt.forecasting.series.PlacementHistory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tribuo.Model;
import org.tribuo.regression.sgd.linear.LinearSGDModel;

/** Several models of a segment forecast together; each may fail without the others. */
class BlendOnStreamTest {

  private static final Instant FROM = Instant.parse("2025-05-01T00:00:00Z");
  private static final int DAYS = 18;
  private static final long SEED = 8;
  private static final String CONSUMPTION = "usage-point.consumption.1800";

  /** Models are effective after fifteen days. */
  private static final Instant LATER = FROM.plus(Duration.ofDays(17));

  private static final ForecastSettings LINEAR = small();
  private static final ForecastSettings BOOSTED =
      LINEAR.boosted(new BoostingParameters(20, .15, 4, .7, .5, 20, 1, 3));

  private static TestCommunity community;
  private static List<Travelling> records;
  private static List<Travelling> usual;
  private static List<ForecastModel> models;

  @BeforeAll
  static void runOnce() {
    assumeTrue(Boosting.unavailable().isEmpty(), () -> Boosting.unavailable().orElseThrow());
    System.out.println("seed " + SEED);
    community = SyntheticCommunity.make(4, FROM, DAYS + 1, SEED);
    records = LateArrivals.of(community.records, SEED);
    usual = chain(records, BOOSTED, UnaryOperator.identity());
    models = all(usual, ForecastModel.class);
  }

  @Test
  void shouldPublishAModelOfEachMethodFromTheSameRows() {
    Map<String, List<String>> methods = new TreeMap<>();
    for (ForecastModel model : models) {
      methods.computeIfAbsent(model.segment(), key -> new ArrayList<>()).add(model.algorithm());
      ForecastModel linear =
          models.stream()
              .filter(each -> each.segment().equals(model.segment()))
              .findFirst()
              .orElseThrow();
      assertThat(model.dataHash()).isEqualTo(linear.dataHash());
      assertThat(model.windowTo()).isEqualTo(FROM.plus(Duration.ofDays(14)));
      assertThat(model.effectiveFrom()).isEqualTo(FROM.plus(Duration.ofDays(15)));
      assertThat(model.key()).contains(model.algorithm());
    }
    assertThat(methods).isNotEmpty();
    assertThat(methods.values())
        .allMatch(each -> each.equals(List.of(LinearPinball.NAME, BoostedPinball.NAME)));
    assertThat(events(usual)).isEmpty();
  }

  @Test
  void shouldSayWhichModelsCountHowMuchAndLetWeightsFollowTheLoss() {
    Instant first = FROM.plus(Duration.ofDays(15));
    Forecast before = blend(usual, "home-100", first);
    Forecast after = blend(usual, "home-100", FROM.plus(Duration.ofDays(18)));
    assertThat(BlendId.parse(before.modelId()).values()).containsExactly(.5, .5);
    assertThat(BlendId.parse(after.modelId())).isNotEqualTo(BlendId.parse(before.modelId()));
    for (Forecast forecast : all(usual, Forecast.class)) {
      if (forecast.model().equals(Blend.NAME)) {
        assertThat(
                BlendId.parse(forecast.modelId()).values().stream()
                    .mapToDouble(Double::doubleValue)
                    .sum())
            .isCloseTo(1, within(1e-9));
        assertThat(forecast.trainedThrough()).isEqualTo(FROM.plus(Duration.ofDays(14)));
      }
    }
    assertThat(all(usual, ForecastScore.class))
        .extracting(ForecastScore::model)
        .contains(Blend.NAME, SeasonalNaive.NAME)
        .doesNotContain(LinearPinball.NAME, BoostedPinball.NAME);
  }

  @Test
  void shouldForecastTheSameAfterEveryRestart() {
    assertThat(bytes(chain(records, BOOSTED, step -> new RoundTrips<>(step, 5))))
        .isEqualTo(bytes(usual));
  }

  @Test
  void shouldExplainABlendByAllItsModels() {
    Forecast forecast = blend(usual, "home-100", LATER);
    PlacementHistory history =
        ForecastExplanation.emptyHistory(community.registry(), forecast.placement());
    for (Travelling record : records) {
      if (!record.knownAt().isAfter(LATER)) {
        history.absorb(record, LATER);
      }
    }
    ForecastExplanation why =
        ForecastExplanation.of(community.registry(), models, history, forecast, LATER);
    double median = why.climatologyWh()[3] + why.biasWh();
    for (ForecastExplanation.Influence influence : why.influences()) {
      median += influence.medianWh();
    }
    assertThat(median).isCloseTo(why.modelledWh()[3], within(1e-6));
    // Calibration leaves the median where it was.
    assertThat(why.issuedWh()[3]).isCloseTo(why.modelledWh()[3], within(1e-2));
    assertThat(why.weights()).isEqualTo(BlendId.parse(forecast.modelId()));
    assertThatThrownBy(
            () -> ForecastExplanation.of(community.registry(), List.of(), history, forecast, LATER))
        .hasMessageContaining(CONSUMPTION)
        .hasMessageContaining("is not stored");
  }

  @Test
  void shouldGoOnWithTheOthersWhenTheTreesAreDamagedOrOfOtherFeatures() {
    List<Travelling> alone = forecast(records, without(BoostedPinball.NAME));
    List<Travelling> damaged = forecast(records, changed(BoostedPinball.NAME, this::damaged));
    assertThat(events(damaged))
        .extracting(ForecastEvent::kind, ForecastEvent::segment)
        .contains(tuple(ForecastEventKind.DAMAGED_MODEL, CONSUMPTION));
    assertThat(bytesWithoutEvents(damaged)).isEqualTo(bytesWithoutEvents(alone));
    List<Travelling> foreign = forecast(records, changed(BoostedPinball.NAME, this::foreign));
    assertThat(events(foreign))
        .isNotEmpty()
        .extracting(ForecastEvent::kind)
        .containsOnly(ForecastEventKind.FOREIGN_FEATURES);
    assertThat(bytesWithoutEvents(foreign)).isEqualTo(bytesWithoutEvents(alone));
    assertThat(names(alone, "home-100", LATER))
        .containsExactlyInAnyOrder(SeasonalNaive.NAME, LinearPinball.NAME);
  }

  @Test
  void shouldGoOnWithTheTreesWhenTheLinearModelIsDamaged() {
    List<Travelling> found = forecast(records, changed(LinearPinball.NAME, this::damaged));
    assertThat(events(found))
        .isNotEmpty()
        .extracting(ForecastEvent::kind)
        .containsOnly(ForecastEventKind.DAMAGED_MODEL);
    assertThat(names(found, "home-100", LATER))
        .containsExactlyInAnyOrder(SeasonalNaive.NAME, BoostedPinball.NAME);
  }

  @Test
  void shouldForecastAsTheLinearModelAloneWhereNoTreesCanBeGrownAndSayWhy() {
    List<Travelling> found = new ArrayList<>();
    String reason = "libgomp.so.1 cannot be opened: install the package libgomp1";
    TrainerStep trainer = new TrainerStep(BOOSTED, () -> Optional.of(reason));
    new ForecastChain(community.registry(), BOOSTED, trainer, step -> new RoundTrips<>(step, 7))
        .run(records, FROM, FROM.plus(Duration.ofDays(DAYS)), found::add);
    List<ForecastEvent> events = events(found);
    assertThat(events).extracting(ForecastEvent::kind).containsOnly(ForecastEventKind.NO_BOOSTERS);
    assertThat(events)
        .extracting(ForecastEvent::segment)
        .contains(CONSUMPTION)
        .doesNotHaveDuplicates();
    assertThat(events.get(0).remark()).contains("libgomp1", "go on without");
    assertThat(bytesWithoutEvents(found))
        .isEqualTo(bytesWithoutEvents(chain(records, LINEAR, UnaryOperator.identity())));
  }

  @Test
  void shouldKeepTheNamedOutcomesOfLateWeatherJumpsAndSilence() {
    Instant jump = LATER.minus(Duration.ofDays(1));
    List<Travelling> changed = new ArrayList<>();
    for (Travelling record : community.records) {
      if (record instanceof WeatherForecast weather && weather.issued().equals(LATER)) {
        continue;
      }
      if (record instanceof ValidatedReading reading && reading.channel() == Channel.CONSUMPTION) {
        if (reading.usagePoint().equals("home-101") && !reading.start().isBefore(jump)) {
          changed.add(thousandfold(reading));
          continue;
        }
        if (reading.usagePoint().equals("home-102")
            && reading.start().isAfter(LATER.minus(Duration.ofHours(50)))) {
          continue;
        }
      }
      changed.add(record);
    }
    List<Travelling> found = forecast(changed, models);
    assertThat(events(found))
        .extracting(ForecastEvent::kind, ForecastEvent::subject)
        .contains(
            tuple(ForecastEventKind.JUMP, "home-101|consumption"),
            tuple(ForecastEventKind.STALE_INPUT, "home-102|consumption"))
        .anyMatch(each -> each.toList().get(0) == ForecastEventKind.LATE_WEATHER);
    assertThat(names(found, "home-101", LATER)).containsExactly(SeasonalNaive.NAME);
    assertThat(names(found, "home-102", LATER))
        .containsExactlyInAnyOrder(SeasonalNaive.NAME, FeatureClimatology.NAME);
    assertThat(names(found, "home-100", LATER)).contains(Blend.NAME);
    for (Forecast forecast : all(found, Forecast.class)) {
      assertThat(Arrays.stream(forecast.quantilesWh())).allMatch(Double::isFinite);
    }
  }

  @Test
  void shouldServeAModelMadeElsewhereFromTheEndOfTheFirstWindow() throws IOException {
    byte[] file = onnx("");
    ForecastSettings settings =
        LINEAR.importing(List.of(new ImportedModel(CONSUMPTION, "consumption.onnx", file)));
    List<Travelling> found = chain(records, settings, step -> new RoundTrips<>(step, 11));
    List<ForecastModel> imported =
        all(found, ForecastModel.class).stream()
            .filter(each -> each.algorithm().equals(OnnxModel.NAME))
            .toList();
    assertThat(imported).hasSize(1);
    assertThat(imported.get(0).segment()).isEqualTo(CONSUMPTION);
    assertThat(imported.get(0).payload()).isEqualTo(file);
    Instant since = FROM.plus(Duration.ofDays(14));
    assertThat(imported.get(0).effectiveFrom()).isEqualTo(since);
    assertThat(names(found, "home-100", since.plus(Duration.ofHours(6))))
        .containsExactlyInAnyOrder(SeasonalNaive.NAME, OnnxModel.NAME);
    assertThat(blend(found, "home-100", LATER).modelId())
        .contains(LinearPinball.NAME, imported.get(0).id());
    assertThat(all(found, ForecastScore.class))
        .extracting(ForecastScore::model)
        .contains(OnnxModel.NAME, Blend.NAME);
    List<ForecastModel> published = all(found, ForecastModel.class);
    assertThat(bytesWithoutEvents(forecast(records, published)))
        .isEqualTo(bytesWithoutEvents(found));
    ForecastModel good = imported.get(0);
    for (var wrong :
        Map.of(
                ForecastEventKind.DAMAGED_MODEL, Arrays.copyOf(file, file.length / 2),
                ForecastEventKind.FOREIGN_FEATURES, onnx("0123456789abcdef"))
            .entrySet()) {
      List<ForecastModel> sent = new ArrayList<>(published);
      sent.set(sent.indexOf(good), with(good, "x", good.featureSchema(), wrong.getValue()));
      List<Travelling> without = forecast(records, sent);
      assertThat(events(without))
          .extracting(ForecastEvent::kind, ForecastEvent::segment)
          .containsExactly(tuple(wrong.getKey(), CONSUMPTION));
      assertThat(names(without, "home-100", LATER))
          .containsExactlyInAnyOrder(SeasonalNaive.NAME, LinearPinball.NAME);
    }
  }

  /** The first hour of an issue over two days is what is said of the next hour then. */
  @Test
  void shouldForecastTheNextHourAfterEachHourOfReadingsWhenAsked() {
    StepDriver<ForecastState> driver =
        new StepDriver<>(new ForecastStep(community.registry(), true));
    records.forEach(input -> driver.file("community-1", input));
    models.forEach(model -> driver.file("community-1", model));
    List<Travelling> found = new ArrayList<>();
    driver.advanceTo(LATER.plus(Duration.ofHours(2)), found::add);
    for (int hour = -5; hour <= 2; hour++) {
      Instant issued = LATER.plus(Duration.ofHours(hour));
      Map<String, Forecast> byModel = new TreeMap<>();
      of(found, "home-100", issued).forEach(each -> byModel.put(each.model(), each));
      Forecast next = byModel.get(Issuing.NEXT_HOUR);
      assertThat(next.steps()).isEqualTo(2);
      assertThat(next.start()).isEqualTo(issued);
      assertThat(BlendId.parse(next.modelId()).keySet())
          .anyMatch(each -> each.contains(LinearPinball.NAME));
      if (hour == 0) {
        double[] twoDays = byModel.get(Blend.NAME).quantilesWh();
        // Half-bands are at least a share of the mean of the issue, which is another one.
        for (int step = 0; step < 2; step++) {
          int median = 7 * step + 3;
          assertThat(next.quantilesWh()[median]).isCloseTo(twoDays[median], within(1e-3));
        }
      }
    }
  }

  @Test
  void shouldRefuseAModelForNoSegment() {
    assertThatThrownBy(() -> new ImportedModel("homes", "a.onnx", new byte[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'a.onnx'")
        .hasMessageContaining("usage-point.consumption.1800");
  }

  /** The linear model of consumption as Tribuo exports it. */
  private static byte[] onnx(String schema) throws IOException {
    ForecastModel linear =
        models.stream()
            .filter(each -> each.segment().equals(CONSUMPTION))
            .filter(each -> each.algorithm().equals(LinearPinball.NAME))
            .findFirst()
            .orElseThrow();
    LinearSGDModel model =
        (LinearSGDModel) Model.deserializeFromStream(new ByteArrayInputStream(linear.payload()));
    OnnxMl.ModelProto.Builder exported = model.exportONNXModel("io.commonwatt", 1).toBuilder();
    if (!schema.isEmpty()) {
      exported.addMetadataProps(
          OnnxMl.StringStringEntryProto.newBuilder().setKey(OnnxModel.SCHEMA_KEY).setValue(schema));
    }
    return exported.build().toByteArray();
  }

  /** Few rows: what is tested is who forecasts, not how well. */
  private static ForecastSettings small() {
    ForecastSettings usual = ForecastSettings.startingAt(FROM);
    return new ForecastSettings(
        FROM,
        usual.firstTraining(),
        usual.trainingInterval(),
        usual.trainingWindow(),
        usual.lead(),
        600,
        600,
        usual.hyperparameters());
  }

  private static List<Travelling> chain(
      List<Travelling> inputs, ForecastSettings settings, UnaryOperator<Step<?>> around) {
    List<Travelling> found = new ArrayList<>();
    new ForecastChain(community.registry(), settings, around)
        .run(inputs, FROM, FROM.plus(Duration.ofDays(DAYS)), found::add);
    return found;
  }

  /** What the forecast step says of inputs and models. */
  private static List<Travelling> forecast(List<Travelling> inputs, List<ForecastModel> sent) {
    StepDriver<ForecastState> driver = new StepDriver<>(new ForecastStep(community.registry()));
    inputs.forEach(input -> driver.file("community-1", input));
    sent.forEach(model -> driver.file("community-1", model));
    List<Travelling> found = new ArrayList<>();
    driver.advanceTo(FROM.plus(Duration.ofDays(DAYS)), found::add);
    return found;
  }

  private static List<ForecastModel> without(String algorithm) {
    return models.stream().filter(each -> !each.algorithm().equals(algorithm)).toList();
  }

  private static List<ForecastModel> changed(String method, UnaryOperator<ForecastModel> change) {
    return models.stream()
        .map(each -> each.algorithm().equals(method) ? change.apply(each) : each)
        .toList();
  }

  private ForecastModel damaged(ForecastModel model) {
    byte[] payload = model.payload().clone();
    payload[payload.length - 40] ^= 1;
    if (model.algorithm().equals(LinearPinball.NAME)) {
      payload = Arrays.copyOf(payload, payload.length / 2);
    }
    return with(model, model.dataHash() + "x", model.featureSchema(), payload);
  }

  private ForecastModel foreign(ForecastModel model) {
    return with(model, model.dataHash(), "other-features", model.payload());
  }

  private static ForecastModel with(
      ForecastModel model, String dataHash, String schema, byte[] payload) {
    return new ForecastModel(
        model.segment(),
        model.algorithm(),
        model.windowFrom(),
        model.windowTo(),
        model.effectiveFrom(),
        dataHash,
        schema,
        model.hyperparameters(),
        model.seed(),
        model.rows(),
        payload,
        model.knownAt());
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

  private static <T> List<T> all(List<Travelling> found, Class<T> type) {
    return found.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static List<ForecastEvent> events(List<Travelling> found) {
    return all(found, ForecastEvent.class);
  }

  private static Forecast blend(List<Travelling> found, String home, Instant issued) {
    return of(found, home, issued).stream()
        .filter(each -> each.model().equals(Blend.NAME))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> names(List<Travelling> found, String home, Instant issued) {
    return of(found, home, issued).stream().map(Forecast::model).toList();
  }

  private static List<Forecast> of(List<Travelling> found, String home, Instant issued) {
    return all(found, Forecast.class).stream()
        .filter(each -> each.kind() == SeriesKind.USAGE_POINT)
        .filter(each -> each.channel() == Channel.CONSUMPTION)
        .filter(each -> each.owner().equals(home) && each.issued().equals(issued))
        .toList();
  }

  private static List<String> bytesWithoutEvents(List<Travelling> found) {
    return bytes(
        found.stream()
            .filter(each -> !(each instanceof ForecastEvent || each instanceof ForecastModel))
            .toList());
  }

  private static List<String> bytes(List<? extends Travelling> found) {
    return found.stream()
        .map(
            each -> each.id() + ' ' + HexFormat.of().formatHex(RecordCodec.standard().encode(each)))
        .toList();
  }
}
