package io.commonwatt.app.replay;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.CommunityFile;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.ingestion.door.DoorSource;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A source that counts its readings on their way, those sent before apart, and notes their range.
 */
final class CountedSource implements DoorSource {

  private final DoorSource source;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong skipped = new AtomicLong();
  private volatile Instant resumedFrom;
  private volatile Instant firstStart;
  private volatile Instant lastEnd;

  CountedSource(DoorSource source) {
    this.source = source;
  }

  /** Readings known at or before this were sent by an earlier process. */
  void resumedFrom(Instant through) {
    resumedFrom = through;
  }

  Instant resumedFrom() {
    return resumedFrom;
  }

  long sent() {
    return sent.get();
  }

  long skipped() {
    return skipped.get();
  }

  /** Start of the first interval passed on so far, those sent before included; null before any. */
  Instant firstStart() {
    return firstStart;
  }

  /** End of the last interval passed on so far; null before any. */
  Instant lastEnd() {
    return lastEnd;
  }

  @Override
  public Iterator<Travelling> records() {
    Iterator<Travelling> records = source.records();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return records.hasNext();
      }

      @Override
      public Travelling next() {
        Travelling record = records.next();
        if (record instanceof RawReading reading) {
          widen(reading);
          Instant before = resumedFrom;
          boolean known = before != null && !record.knownAt().isAfter(before);
          (known ? skipped : sent).incrementAndGet();
        }
        return record;
      }
    };
  }

  private void widen(RawReading reading) {
    if (firstStart == null || reading.start().isBefore(firstStart)) {
      firstStart = reading.start();
    }
    Instant end = reading.start().plusSeconds(reading.lengthSeconds());
    if (lastEnd == null || end.isAfter(lastEnd)) {
      lastEnd = end;
    }
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public CommunityFile communityFile() {
    return source.communityFile();
  }

  @Override
  public Instant from() {
    return source.from();
  }

  @Override
  public Instant to() {
    return source.to();
  }

  @Override
  public String stepText() {
    return source.stepText();
  }

  @Override
  public List<String> notes() {
    return source.notes();
  }
}
