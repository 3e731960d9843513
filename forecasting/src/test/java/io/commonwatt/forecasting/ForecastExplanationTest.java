package io.commonwatt.forecasting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.forecast.Forecast;
import io.commonwatt.contracts.forecast.ForecastModel;
import io.commonwatt.contracts.forecast.SeriesKind;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.forecasting.ForecastExplanation.Influence;
import io.commonwatt.forecasting.data.SyntheticCommunity;
import io.commonwatt.forecasting.data.TestCommunity;
import io.commonwatt.forecasting.model.LinearPinball;
import io.commonwatt.forecasting.series.PlacementHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForecastExplanationTest {

  private static final Instant FROM = Instant.parse("2025-05-01T00:00:00Z");
  private static final Instant ISSUED = FROM.plus(Duration.ofDays(15));

  @Test
  void shouldAddUpToWhatWasIssued() {
    TestCommunity community = SyntheticCommunity.make(4, FROM, 17, 5);
    List<ForecastModel> models = new ArrayList<>();
    List<Forecast> forecasts = new ArrayList<>();
    new ForecastChain(community.registry(), ForecastSettings.startingAt(FROM))
        .run(
            community.records,
            FROM,
            ISSUED,
            record -> {
              if (record instanceof ForecastModel model) {
                models.add(model);
              } else if (record instanceof Forecast forecast && forecast.issued().equals(ISSUED)) {
                forecasts.add(forecast);
              }
            });
    Forecast forecast =
        forecasts.stream()
            .filter(each -> each.model().equals(LinearPinball.NAME))
            .filter(each -> each.kind() == SeriesKind.USAGE_POINT)
            .filter(each -> each.channel() == Channel.CONSUMPTION)
            .findFirst()
            .orElseThrow();
    ForecastModel model =
        models.stream()
            .filter(each -> each.id().equals(forecast.modelId()))
            .findFirst()
            .orElseThrow();
    PlacementHistory history =
        ForecastExplanation.emptyHistory(community.registry(), forecast.placement());
    for (Travelling record : community.records) {
      if (!record.knownAt().isAfter(ISSUED)) {
        history.absorb(record, ISSUED);
      }
    }
    for (int step = 0; step < forecast.steps(); step += 7) {
      Instant start = ISSUED.plusSeconds(1800L * step);
      ForecastExplanation why =
          ForecastExplanation.of(community.registry(), List.of(model), history, forecast, start);
      double median = why.climatologyWh()[3] + why.biasWh();
      for (Influence influence : why.influences()) {
        median += influence.medianWh();
      }
      assertThat(median).isCloseTo(why.modelledWh()[3], within(1e-6));
      // No truth has been learnt from yet: what is issued is the model's, sorted and in bounds.
      double[] sorted = why.modelledWh().clone();
      Arrays.sort(sorted);
      for (int level = 0; level < sorted.length; level++) {
        assertThat(why.issuedWh()[level]).isCloseTo(Math.max(0, sorted[level]), within(1e-2));
      }
      assertThat(why.influences())
          .isSortedAccordingTo(
              (one, other) -> Double.compare(Math.abs(other.medianWh()), Math.abs(one.medianWh())));
    }
    assertThatThrownBy(
            () ->
                ForecastExplanation.of(
                    community.registry(),
                    List.of(model),
                    history,
                    forecast,
                    ISSUED.minusSeconds(1)))
        .hasMessageContaining("does not speak of");
  }
}
