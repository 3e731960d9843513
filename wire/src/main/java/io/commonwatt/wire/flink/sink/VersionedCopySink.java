package io.commonwatt.wire.flink.sink;

import io.commonwatt.wire.jdbc.Database;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Writes rows at least once with deterministic keys and versions, which leaves the same tables as
 * exactly once. Rows with the same key must reach the same writer.
 */
public final class VersionedCopySink<E> implements Sink<E> {
  private static final long serialVersionUID = 1L;

  private final Database database;
  private final FlushSettings flush;
  private final RowRouter<E> router;

  public VersionedCopySink(Database database, FlushSettings flush, RowRouter<E> router) {
    this.database = database;
    this.flush = flush;
    this.router = router;
  }

  @Override
  public SinkWriter<E> createWriter(WriterInitContext context) {
    return new VersionedCopyWriter<>(
        database,
        flush,
        router,
        context.metricGroup(),
        context.getProcessingTimeService()::getCurrentProcessingTime);
  }
}
