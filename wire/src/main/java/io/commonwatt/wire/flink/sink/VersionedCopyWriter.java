package io.commonwatt.wire.flink.sink;

import io.commonwatt.contracts.Progress;
import io.commonwatt.contracts.Topic;
import io.commonwatt.wire.ProgressTracker;
import io.commonwatt.wire.jdbc.Database;
import io.commonwatt.wire.jdbc.ProgressRows;
import io.commonwatt.wire.jdbc.ProgressRows.Slot;
import io.commonwatt.wire.jdbc.TableMapping;
import io.commonwatt.wire.jdbc.VersionedCopy;
import io.commonwatt.wire.jdbc.WriteCounts;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * One writer of a {@link VersionedCopySink}: one connection, one batch. After a write that data
 * time asked for, the next waits {@value #PAUSE_FACTOR} times as long as that took, a quarter of a
 * second at most: a replay, in which hours pass in milliseconds, fills its batches, and what comes
 * at leisure is stored at once. What is written does not depend on it.
 */
final class VersionedCopyWriter<E> implements SinkWriter<E>, RowRouter.Rows {

  private static final int PAUSE_FACTOR = 2;
  private static final long LONGEST_PAUSE_MILLIS = 250;

  private final FlushSettings settings;
  private final RowRouter<E> router;
  private final VersionedCopy copy;
  private final ProgressRows progress = new ProgressRows();
  private final FlushClock clock;
  private final Counter inserted;
  private final Counter updated;
  private final Counter unchanged;
  private final Set<Slot> ended = new HashSet<>();
  private final LongSupplier millis;
  private boolean partitionEnded;
  private long flushedAtMillis;
  private long pauseMillis;

  /**
   * Connects.
   *
   * @param millis any clock, ms; paces writes
   */
  VersionedCopyWriter(
      Database database,
      FlushSettings settings,
      RowRouter<E> router,
      MetricGroup metrics,
      LongSupplier millis) {
    this.millis = millis;
    this.flushedAtMillis = millis.getAsLong();
    this.settings = settings;
    this.router = router;
    this.clock = new FlushClock(settings.every());
    this.inserted = metrics.counter("rowsInserted");
    this.updated = metrics.counter("rowsUpdated");
    this.unchanged = metrics.counter("rowsUnchanged");
    this.copy = new VersionedCopy(database);
    try {
      copy.inTransaction(progress::load);
    } catch (RuntimeException e) {
      copy.close();
      throw e;
    }
  }

  @Override
  public void write(E element, Context context) {
    router.route(element, this);
    if (partitionEnded
        || (clock.isDue() && millis.getAsLong() - flushedAtMillis >= pauseMillis)
        || copy.rows() >= settings.rows()
        || copy.bytes() >= settings.bytes()) {
      flush(false);
    }
  }

  @Override
  public <T> void row(TableMapping<T> table, T record) {
    copy.add(table, record);
  }

  @Override
  public void progress(Topic<?> topic, int partition, Progress step) {
    ProgressTracker tracker = progress.accept(topic, partition, step);
    Slot slot = new Slot(topic.name(), partition);
    partitionEnded |= tracker.ended() && ended.add(slot);
    tracker.through().ifPresent(through -> clock.advance(slot, through, tracker.ended()));
  }

  @Override
  public void flush(boolean endOfInput) {
    long begun = millis.getAsLong();
    if (copy.rows() > 0 || progress.isWaiting()) {
      WriteCounts counts = copy.flush(progress::write);
      inserted.inc(counts.inserted());
      updated.inc(counts.updated());
      unchanged.inc(counts.unchanged() + counts.duplicates());
      progress.written();
    }
    clock.flushed();
    flushedAtMillis = millis.getAsLong();
    pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, PAUSE_FACTOR * (flushedAtMillis - begun));
    partitionEnded = false;
  }

  @Override
  public void close() {
    copy.close();
  }
}
