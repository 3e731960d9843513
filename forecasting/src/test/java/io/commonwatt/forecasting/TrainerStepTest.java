package io.commonwatt.forecasting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.codec.RecordCodec;
import io.commonwatt.contracts.forecast.ForecastModel;
import io.commonwatt.contracts.forecast.TrainingRows;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.step.StepDriver;
import io.commonwatt.forecasting.boost.BoostedPinball;
import io.commonwatt.forecasting.boost.Boosting;
import io.commonwatt.forecasting.boost.BoostingParameters;
import io.commonwatt.forecasting.feature.FeatureSpecification;
import io.commonwatt.forecasting.model.LinearPinball;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrainerStepTest {

  private static final Instant START = Instant.parse("2025-05-01T09:30:00Z");
  private static final Instant WINDOW_TO = Instant.parse("2025-05-16T00:00:00Z");
  private static final String SEGMENT = "usage-point.generation.1800";
  private static final ForecastSettings SETTINGS = ForecastSettings.startingAt(START);
  private static final Instant EFFECTIVE = WINDOW_TO.plus(SETTINGS.lead());
  private static final FeatureSpecification SPECIFICATION =
      FeatureSpecification.of(Channel.GENERATION);

  @Test
  void shouldCloseTheFirstWindowFourteenDaysAfterTheFirstFullDayAndThenWeekly() {
    assertThat(SETTINGS.isWindowEnd(WINDOW_TO.minus(Duration.ofHours(1)))).isFalse();
    assertThat(SETTINGS.isWindowEnd(WINDOW_TO)).isTrue();
    assertThat(SETTINGS.isWindowEnd(WINDOW_TO.plus(Duration.ofDays(1)))).isFalse();
    assertThat(SETTINGS.isWindowEnd(WINDOW_TO.plus(Duration.ofDays(7)))).isTrue();
    assertThat(SETTINGS.windowFrom(WINDOW_TO)).isEqualTo(START);
    assertThat(SETTINGS.windowFrom(WINDOW_TO.plus(Duration.ofDays(70))))
        .isEqualTo(WINDOW_TO.plus(Duration.ofDays(42)));
    Instant midnight = Instant.parse("2018-03-01T00:00:00Z");
    assertThat(
            ForecastSettings.startingAt(midnight).isWindowEnd(midnight.plus(Duration.ofDays(14))))
        .isTrue();
  }

  @Test
  void shouldSayWhatTheModelWasTrainedOn() {
    ForecastModel model = train(List.of(rows("a", 80, 0), rows("b", 70, 0))).get(0);
    assertThat(model.segment()).isEqualTo(SEGMENT);
    assertThat(model.windowFrom()).isEqualTo(START);
    assertThat(model.windowTo()).isEqualTo(WINDOW_TO);
    assertThat(model.effectiveFrom()).isEqualTo(WINDOW_TO.plus(SETTINGS.lead()));
    assertThat(model.knownAt()).isEqualTo(model.effectiveFrom());
    assertThat(model.featureSchema()).isEqualTo(SPECIFICATION.schemaHash());
    assertThat(model.rows()).isEqualTo(150);
    assertThat(model.seed()).isEqualTo(SETTINGS.hyperparameters().seed());
    assertThat(model.dataHash()).matches("[0-9a-f]{64}");
    assertThat(model.hyperparameters()).startsWith("{\"epochs\":").contains("\"shrinkage\":");
  }

  @Test
  void shouldChangeTheDataHashWhenARowChangesAndNotWithTheOrder() {
    ForecastModel model = train(List.of(rows("a", 80, 0), rows("b", 70, 0))).get(0);
    ForecastModel reordered = train(List.of(rows("b", 70, 0), rows("a", 80, 0))).get(0);
    ForecastModel changed = train(List.of(rows("a", 80, 1e-12), rows("b", 70, 0))).get(0);
    ForecastModel fewer = train(List.of(rows("a", 80, 0), rows("b", 69, 0))).get(0);
    assertThat(reordered.dataHash()).isEqualTo(model.dataHash());
    assertThat(reordered.payload()).isEqualTo(model.payload());
    assertThat(changed.dataHash()).isNotEqualTo(model.dataHash());
    assertThat(fewer.dataHash()).isNotEqualTo(model.dataHash());
  }

  /**
   * Forwards, backwards, and shuffled with every record sent twice: one model of each method, byte
   * for byte.
   */
  @Test
  void shouldTrainTheSameModelFromOneWindowInThreeOrders() {
    List<TrainingRows> forwards = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      forwards.add(rows("placement-" + i, 700, 0));
    }
    List<TrainingRows> backwards = new ArrayList<>(forwards);
    Collections.reverse(backwards);
    List<TrainingRows> shuffled = new ArrayList<>(forwards);
    shuffled.addAll(forwards);
    Collections.shuffle(shuffled, new Random(17));
    ForecastSettings all =
        Boosting.unavailable().isEmpty()
            ? SETTINGS.boosted(new BoostingParameters(8, .1, 4, .7, .5, 20, 1, 3))
            : SETTINGS;
    List<ForecastModel> models = train(forwards, all);
    assertThat(models)
        .extracting(ForecastModel::algorithm)
        .containsExactlyElementsOf(
            Boosting.unavailable().isEmpty()
                ? List.of(LinearPinball.NAME, BoostedPinball.NAME)
                : List.of(LinearPinball.NAME));
    for (List<TrainingRows> order : List.of(backwards, shuffled)) {
      List<ForecastModel> others = train(order, all);
      assertThat(others).hasSameSizeAs(models);
      for (int i = 0; i < others.size(); i++) {
        ForecastModel model = models.get(i);
        assertThat(model.rows()).isEqualTo(SETTINGS.rowsPerModel());
        assertThat(others.get(i).payload()).as(model.algorithm()).isEqualTo(model.payload());
        assertThat(RecordCodec.standard().encode(others.get(i)))
            .isEqualTo(RecordCodec.standard().encode(model));
      }
    }
  }

  /** Rows of some placements before their time: the last ones of the others count on. */
  @Test
  void shouldTrainEarlyOnTheNewestRowsAndTheLastOfTheOthers() throws IOException {
    TrainerStep step = new TrainerStep(SETTINGS);
    TrainerState state = step.initialState(SEGMENT);
    List<Travelling> models = new ArrayList<>();
    step.step(state, WINDOW_TO, List.of(rows("a", 80, 0), rows("b", 70, 0)), models::add);
    Instant drift = WINDOW_TO.plus(Duration.ofDays(3));
    Instant at = WINDOW_TO.plus(Duration.ofHours(1));
    for (; at.isBefore(drift); at = at.plus(Duration.ofHours(1))) {
      step.step(state, at, List.of(), models::add);
    }
    state = saved(step, state);
    step.step(state, drift, List.of(closing(rows("b", 90, 0), drift)), models::add);
    for (; !at.isAfter(drift.plus(SETTINGS.lead())); at = at.plus(Duration.ofHours(1))) {
      if (at.isAfter(drift)) {
        step.step(state, at, List.of(), models::add);
      }
    }
    assertThat(models).hasSize(2);
    ForecastModel early = (ForecastModel) models.get(1);
    assertThat(early.rows()).isEqualTo(80 + 90);
    assertThat(early.windowTo()).isEqualTo(drift);
    assertThat(early.effectiveFrom()).isEqualTo(drift.plus(SETTINGS.lead()));
  }

  private static TrainingRows closing(TrainingRows rows, Instant at) {
    return new TrainingRows(
        rows.segment(),
        rows.origin(),
        rows.windowFrom(),
        at,
        rows.featureSchema(),
        rows.rowIds(),
        rows.features(),
        rows.targets(),
        at);
  }

  @Test
  void shouldKeepToTheLimitOfRows() {
    List<TrainingRows> many = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      many.add(rows("placement-" + i, 700, 0));
    }
    assertThat(train(many).get(0).rows()).isEqualTo(SETTINGS.rowsPerModel());
  }

  @Test
  void shouldNotLearnFromAHandfulOfRowsOrFromOtherFeatures() {
    assertThat(train(List.of(rows("a", 40, 0)))).isEmpty();
    TrainingRows rows = rows("a", 400, 0);
    TrainingRows foreign =
        new TrainingRows(
            rows.segment(),
            rows.origin(),
            rows.windowFrom(),
            rows.windowTo(),
            "another-schema",
            rows.rowIds(),
            rows.features(),
            rows.targets(),
            rows.knownAt());
    assertThat(train(List.of(foreign))).isEmpty();
  }

  @Test
  void shouldGiveTheModelWhenItBecomesEffectiveAlsoFromASavedState() throws Exception {
    TrainerStep step = new TrainerStep(SETTINGS);
    List<TrainingRows> handed = List.of(rows("a", 80, 0), rows("b", 70, 0));
    TrainerState state = step.initialState(SEGMENT);
    List<Travelling> models = new ArrayList<>();
    step.step(state, WINDOW_TO, List.copyOf(handed), models::add);
    for (Instant at = WINDOW_TO; at.isBefore(EFFECTIVE); at = at.plus(Duration.ofHours(1))) {
      state = saved(step, state);
      step.step(state, at.plus(Duration.ofHours(1)), List.of(), models::add);
      assertThat(models).hasSize(at.plus(Duration.ofHours(1)).equals(EFFECTIVE) ? 1 : 0);
    }
    ForecastModel expected = train(handed).get(0);
    assertThat(((ForecastModel) models.get(0)).payload()).isEqualTo(expected.payload());
    assertThat(((ForecastModel) models.get(0)).dataHash()).isEqualTo(expected.dataHash());
    step.step(saved(step, state), EFFECTIVE.plus(Duration.ofHours(1)), List.of(), models::add);
    assertThat(models).hasSize(1);
  }

  private static TrainerState saved(TrainerStep step, TrainerState state) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    step.stateCodec().write(state, new DataOutputStream(bytes));
    return step.stateCodec()
        .read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }

  @Test
  void shouldRefuseAWindowLongerThanTheHistory() {
    assertThatThrownBy(
            () ->
                new ForecastSettings(
                    START,
                    SETTINGS.firstTraining(),
                    SETTINGS.trainingInterval(),
                    Duration.ofDays(60),
                    SETTINGS.lead(),
                    10,
                    10,
                    SETTINGS.hyperparameters()))
        .hasMessageContaining("PT1440H")
        .hasMessageContaining("shorten it");
  }

  private static List<ForecastModel> train(List<TrainingRows> handed) {
    return train(handed, SETTINGS);
  }

  private static List<ForecastModel> train(List<TrainingRows> handed, ForecastSettings settings) {
    StepDriver<TrainerState> driver = new StepDriver<>(new TrainerStep(settings));
    handed.forEach(driver::file);
    List<Travelling> models = new ArrayList<>();
    driver.advanceTo(EFFECTIVE, models::add);
    return models.stream().map(ForecastModel.class::cast).toList();
  }

  private static TrainingRows rows(String origin, int size, double change) {
    Random random = new Random(origin.hashCode());
    double[] features = random.doubles((long) size * SPECIFICATION.size()).toArray();
    double[] targets = random.doubles(size).toArray();
    targets[0] += change;
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Instant issued = WINDOW_TO.minus(Duration.ofHours(6L * (i % 40 + 1)));
      ids.add("USAGE_POINT|" + origin + "-" + i + "|generation|1800|" + issued + '|' + issued);
    }
    return new TrainingRows(
        SEGMENT,
        origin,
        START,
        WINDOW_TO,
        SPECIFICATION.schemaHash(),
        ids,
        features,
        targets,
        WINDOW_TO);
  }
}
