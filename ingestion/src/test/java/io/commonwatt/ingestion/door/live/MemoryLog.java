package io.commonwatt.ingestion.door.live;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.reading.Import;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.ingestion.door.intake.Carry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A log in memory that fails when it is told to. */
public final class MemoryLog implements ImportLog {

  /** What outlives a log: committed records and progress. */
  public static final class Store {
    public final List<Travelling> committed = new CopyOnWriteArrayList<>();
    final List<Instant> progress = new CopyOnWriteArrayList<>();
    final AtomicInteger opened = new AtomicInteger();
    public final AtomicInteger commitsToFail = new AtomicInteger();
    volatile boolean ended;
    volatile boolean failsAfterTheFact;

    /** Stands in for a broker that is busy. */
    public volatile Runnable beforeCommit = () -> {};

    public <T> List<T> all(Class<T> type) {
      return committed.stream().filter(type::isInstance).map(type::cast).toList();
    }
  }

  private final Store store;
  private final List<Travelling> open = new ArrayList<>();
  private final Remembered remembered;

  public MemoryLog(Store store) {
    this.store = store;
    store.opened.incrementAndGet();
    RecentImports imports = new RecentImports(1000);
    Carry carry = new Carry();
    Instant last = Instant.EPOCH;
    for (Travelling record : store.committed) {
      last = record.knownAt();
      if (record instanceof Import mark) {
        imports.add(mark);
      } else if (record instanceof RawReading reading) {
        carry.restore(reading);
      }
    }
    remembered = new Remembered(imports, carry, last);
  }

  @Override
  public Remembered remembered() {
    return remembered;
  }

  @Override
  public void append(Travelling record) {
    open.add(record);
  }

  @Override
  public void commit() {
    store.beforeCommit.run();
    boolean fails = store.commitsToFail.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    if (!fails || store.failsAfterTheFact) {
      store.committed.addAll(open);
      open.clear();
    }
    if (fails) {
      throw new IllegalStateException("no answer to the commit");
    }
  }

  @Override
  public void progress(Instant through, boolean end) {
    store.committed.addAll(open);
    open.clear();
    store.progress.add(through);
    store.ended |= end;
  }

  @Override
  public void close() {
    open.clear();
  }
}
