package io.commonwatt.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonwatt.contracts.Topic.Spread;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class TopicsTest {

  @Test
  void shouldHoldTheTopicsOfTheDesignInFlowOrder() {
    assertThat(Topics.listAll())
        .extracting(Topic::name)
        .containsExactly(
            "registry.usage-point.v1",
            "registry.meter-installation.v1",
            "registry.member.v1",
            "registry.resource.v1",
            "registry.tariff.v1",
            "meter.reading.raw.v1",
            "meter.event.v1",
            "meter.register.raw.v1",
            "meter.reading.edit.v1",
            "meter.reading.validated.v1",
            "meter.reading.exception.v1",
            "meter.completeness.v1",
            "platform.rejected.v1",
            "platform.import.v1",
            "device.telemetry.v1",
            "weather.observed.v1",
            "weather.forecast.v1",
            "price.v1",
            "grid.aggregated-measure.v1",
            "forecast.model.v1",
            "forecast.v1",
            "forecast.score.v1",
            "forecast.scenario.v1",
            "forecast.event.v1",
            "dispatch.schedule.v1",
            "dispatch.control.v1",
            "market.order.v1",
            "market.message.v1",
            "market.clearing.v1",
            "market.settlement.v1",
            "ledger.entry.v1");
  }

  @Test
  void shouldNameTablesLikeTopicsWithoutTheVersion() {
    assertThat(Topics.USAGE_POINT.table()).isEqualTo("registry_usage_point");
    assertThat(Topics.RAW_READING.table()).isEqualTo("meter_reading_raw");
    assertThat(Topics.AGGREGATED_MEASURE.table()).isEqualTo("grid_aggregated_measure");
    assertThat(Topics.PRICE.table()).isEqualTo("price");
    assertThat(Topics.listAll()).extracting(Topic::table).doesNotHaveDuplicates();
    assertThat(Topics.listAll())
        .extracting(Topic::table)
        .allSatisfy(table -> assertThat(table).matches("[a-z]+(_[a-z]+)*"));
  }

  @Test
  void shouldGiveEveryNameOnce() {
    assertThat(Topics.listAll()).extracting(Topic::name).doesNotHaveDuplicates();
    for (Topic<?> topic : Topics.listAll()) {
      assertThat(Topics.getByName(topic.name())).isSameAs(topic);
    }
    assertThatThrownBy(() -> Topics.getByName("meter.v1"))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("No topic named 'meter.v1' in the catalogue");
  }

  @Test
  void shouldReplicateOnlyWhatEveryCommunityNeeds() {
    assertThat(Topics.listAll())
        .filteredOn(topic -> topic.spread() == Spread.REPLICATED)
        .containsExactly(Topics.WEATHER_OBSERVED, Topics.WEATHER_FORECAST, Topics.PRICE);
  }

  @Test
  void shouldCompactOnlyTheRegistryAndTheMarksOfImports() {
    assertThat(Topics.listAll())
        .allSatisfy(
            topic ->
                assertThat(topic.compacted())
                    .isEqualTo(topic.name().startsWith("registry.") || topic == Topics.IMPORT));
  }

  @Test
  void shouldHoldRecordsInEveryTopic() {
    assertThat(Topics.listAll()).allSatisfy(topic -> assertThat(topic.type()).isRecord());
  }

  @Test
  void shouldReadTheStageFromTheWriterOfAProgress() {
    Progress progress = new Progress("streams/3", 4, java.time.Instant.EPOCH, false);
    assertThat(progress.stage()).isEqualTo("streams");
    assertThatThrownBy(() -> new Progress("streams/3", 0, java.time.Instant.EPOCH, false))
        .hasMessage("Progress of 'streams/3' names 0 writers");
  }
}
