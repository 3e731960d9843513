package io.commonwatt.storage.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.Progress;
import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.price.Price;
import io.commonwatt.contracts.reading.Rejection;
import io.commonwatt.storage.Samples;
import io.commonwatt.storage.jdbc.Tables;
import io.commonwatt.wire.Wire;
import io.commonwatt.wire.flink.sink.RowRouter;
import io.commonwatt.wire.jdbc.TableMapping;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogueRouterTest {

  private final List<Object> rows = new ArrayList<>();
  private final List<String> progresses = new ArrayList<>();

  @Test
  void shouldStoreOnlyOneCopyOfAReplicatedRecordAndTrackEveryPartition() {
    Price price = sample(Topics.PRICE);
    Progress progress = new Progress("ingestion/0", 1, Instant.EPOCH, true);
    for (int partition = 0; partition < 3; partition++) {
      route(Topics.PRICE, partition, Wire.encode(price));
      route(Topics.PRICE, partition, Wire.encode(progress));
    }

    assertThat(rows).containsExactly(price);
    assertThat(progresses).containsExactly("price.v1/0", "price.v1/1", "price.v1/2");
  }

  @Test
  void shouldTurnWhatCannotBeDecodedIntoARowThatSaysWhere() {
    byte[] garbage = {1, 2, 3};
    route(Topics.FORECAST, 5, garbage);

    Rejection rejection = (Rejection) rows.get(0);
    assertThat(rejection.id()).isEqualTo("storage|forecast.v1|undecodable|forecast.v1/5@42");
    assertThat(rejection.detail()).startsWith("Not a record: expected c301");
    assertThat(rejection.raw()).isEqualTo(garbage);
    assertThat(rejection.knownAt()).isEqualTo(Instant.EPOCH);
  }

  @Test
  void shouldTurnATombstoneAndARecordOfAnotherTopicIntoRows() {
    route(Topics.PRICE, 0, null);
    route(Topics.PRICE, 7, Wire.encode(sample(Topics.FORECAST)));

    assertThat(rows)
        .extracting(row -> ((Rejection) row).rule())
        .containsExactly("tombstone", "wrong-class");
    assertThat(((Rejection) rows.get(1)).detail()).isEqualTo("A Forecast on a topic of Price");
  }

  private static <T extends Travelling> T sample(Topic<T> topic) {
    return Samples.of(topic, Tables.of(topic).keyNames(), 1, 0);
  }

  private void route(Topic<?> topic, int partition, byte[] value) {
    new CatalogueRouter()
        .route(
            new LogRecord(topic.name(), partition, 42, value),
            new RowRouter.Rows() {
              @Override
              public <T> void row(TableMapping<T> table, T record) {
                rows.add(record);
              }

              @Override
              public void progress(Topic<?> topic, int partition, Progress progress) {
                progresses.add(topic.name() + '/' + partition);
              }
            });
  }
}
