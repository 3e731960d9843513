package io.commonwatt.forecasting;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.forecast.ForecastEvent;
import io.commonwatt.contracts.forecast.ForecastEventKind;
import io.commonwatt.contracts.forecast.ForecastModel;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.ValidatedReading;
import io.commonwatt.forecasting.data.SyntheticCommunity;
import io.commonwatt.forecasting.data.TestCommunity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A segment whose homes all change is trained before its time, and the analyst is told. */
class RetrainingTest {

  private static final Instant FROM = Instant.parse("2025-05-01T00:00:00Z");
  private static final int DAYS = 38;
  private static final Instant CHANGE = FROM.plus(Duration.ofDays(29));
  private static final String SEGMENT = "usage-point.consumption.1800";

  @Test
  void shouldTrainBeforeItsTimeWhenAllHomesOfACommunityChange() {
    TestCommunity community = SyntheticCommunity.make(6, 3, FROM, DAYS, 8);
    ForecastSettings settings = monthly();
    List<Travelling> usual = run(community, community.records, settings);
    assertThat(events(usual, ForecastEventKind.RETRAINING)).isEmpty();
    assertThat(models(usual)).hasSize(1);
    List<Travelling> changed = new ArrayList<>();
    for (Travelling record : community.records) {
      changed.add(
          record instanceof ValidatedReading reading
                  && reading.placement().equals("community-2")
                  && reading.channel() == Channel.CONSUMPTION
                  && !reading.start().isBefore(CHANGE)
              ? times(reading, 3)
              : record);
    }
    List<Travelling> found = run(community, changed, settings);
    List<ForecastEvent> retraining = events(found, ForecastEventKind.RETRAINING);
    assertThat(retraining).hasSize(1);
    ForecastEvent event = retraining.get(0);
    assertThat(event.segment()).isEqualTo(SEGMENT);
    assertThat(event.placement()).isEqualTo("community-2");
    assertThat(event.knownAt()).isBetween(CHANGE, CHANGE.plus(Duration.ofDays(6)));
    assertThat(events(found, ForecastEventKind.DRIFT))
        .isNotEmpty()
        .allMatch(each -> each.placement().equals("community-2"));
    List<ForecastModel> models = models(found);
    assertThat(models).hasSize(2);
    ForecastModel early = models.get(1);
    assertThat(early.windowTo()).isEqualTo(event.knownAt());
    assertThat(early.effectiveFrom()).isEqualTo(event.knownAt().plus(settings.lead()));
    assertThat(early.dataHash()).isNotEqualTo(models.get(0).dataHash());
    assertThat(early.rows()).isGreaterThan(models.get(0).rows() / 2);
  }

  /** Trains once in the run, so that what is trained besides is drift's doing. */
  private static ForecastSettings monthly() {
    ForecastSettings usual = ForecastSettings.startingAt(FROM);
    return new ForecastSettings(
        FROM,
        Duration.ofDays(20),
        Duration.ofDays(60),
        usual.trainingWindow(),
        usual.lead(),
        usual.rowsPerModel(),
        usual.rowsPerPlacement(),
        usual.hyperparameters());
  }

  private static List<Travelling> run(
      TestCommunity community, List<Travelling> records, ForecastSettings settings) {
    List<Travelling> found = new ArrayList<>();
    new ForecastChain(community.registry(), settings)
        .run(records, FROM, FROM.plus(Duration.ofDays(DAYS)), found::add);
    return found;
  }

  private static List<ForecastEvent> events(List<Travelling> found, ForecastEventKind kind) {
    List<ForecastEvent> events = new ArrayList<>();
    for (Travelling record : found) {
      if (record instanceof ForecastEvent event && event.kind() == kind) {
        events.add(event);
      }
    }
    return events;
  }

  private static List<ForecastModel> models(List<Travelling> found) {
    List<ForecastModel> models = new ArrayList<>();
    for (Travelling record : found) {
      if (record instanceof ForecastModel model && model.segment().equals(SEGMENT)) {
        models.add(model);
      }
    }
    return models;
  }

  private static ValidatedReading times(ValidatedReading reading, int factor) {
    return TestCommunity.reading(
        reading.usagePoint(),
        reading.placement(),
        reading.feeder(),
        reading.channel(),
        reading.start(),
        reading.lengthSeconds(),
        (double) factor * reading.energyWh(),
        reading.knownAt());
  }
}
