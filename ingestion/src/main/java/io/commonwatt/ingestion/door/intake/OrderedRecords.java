package io.commonwatt.ingestion.door.intake;

import io.commonwatt.contracts.Travelling;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Records that come by {@code knownAt}, put in order of their ids within one time. Not thread-safe.
 */
public final class OrderedRecords implements Iterator<Travelling> {

  private final Iterator<? extends Travelling> records;
  private final ArrayDeque<Travelling> ready = new ArrayDeque<>();
  private Travelling ahead;

  public OrderedRecords(Iterator<? extends Travelling> records) {
    this.records = records;
    this.ahead = records.hasNext() ? records.next() : null;
  }

  @Override
  public boolean hasNext() {
    return !ready.isEmpty() || ahead != null;
  }

  /**
   * The next record.
   *
   * @throws IllegalStateException when the records do not come by {@code knownAt}: a bug of the
   *     source
   */
  @Override
  public Travelling next() {
    if (ready.isEmpty()) {
      takeSameTime();
    }
    return ready.poll();
  }

  private void takeSameTime() {
    if (ahead == null) {
      throw new NoSuchElementException();
    }
    List<Travelling> same = new ArrayList<>();
    Travelling first = ahead;
    while (ahead != null && ahead.knownAt().equals(first.knownAt())) {
      same.add(ahead);
      ahead = records.hasNext() ? records.next() : null;
    }
    if (ahead != null && ahead.knownAt().isBefore(first.knownAt())) {
      throw new IllegalStateException(
          "Record '"
              + ahead.id()
              + "' known at "
              + ahead.knownAt()
              + " comes after '"
              + first.id()
              + "' known at "
              + first.knownAt());
    }
    same.sort(Comparator.comparing(Travelling::id));
    ready.addAll(same);
  }
}
