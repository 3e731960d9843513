package io.commonwatt.wire.flink.sink;

import io.commonwatt.contracts.Progress;
import io.commonwatt.contracts.Topic;
import io.commonwatt.wire.jdbc.TableMapping;
import java.io.Serializable;

/**
 * Says what an element holds. Each writer has its own instance, used by one thread.
 *
 * @param <E> element of the stream
 */
@FunctionalInterface
public interface RowRouter<E> extends Serializable {

  /** Takes what an element holds. */
  interface Rows {
    /** A record for a table. */
    <T> void row(TableMapping<T> table, T record);

    /** A progress read from a partition; covers every row given before it. */
    void progress(Topic<?> topic, int partition, Progress progress);
  }

  /** Must not fail on any element: what cannot be understood becomes a row that says so. */
  void route(E element, Rows rows);
}
