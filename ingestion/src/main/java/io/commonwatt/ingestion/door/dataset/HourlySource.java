package io.commonwatt.ingestion.door.dataset;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.CommunityFile;
import io.commonwatt.contracts.community.RegistryEntries;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.ingestion.door.DoorSource;
import io.commonwatt.ingestion.door.RunText;
import io.commonwatt.ingestion.door.intake.Carry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;

/**
 * A data set whose records become known at full hours: a reading at the end of its interval, as the
 * layouts have no times of arrival.
 */
abstract class HourlySource implements DoorSource {

  static final Duration HOUR = Duration.ofHours(1);

  private final CommunityFile communityFile;
  private final Instant from;
  private final Instant to;

  HourlySource(CommunityFile communityFile, Instant from, Instant to) {
    this.communityFile = communityFile;
    this.from = from;
    this.to = to;
  }

  /** Everything but the registry that becomes known at that hour, carry left at zero. */
  abstract void listKnownAt(Instant hour, Consumer<Travelling> records);

  @Override
  public CommunityFile communityFile() {
    return communityFile;
  }

  @Override
  public Instant from() {
    return from;
  }

  @Override
  public Instant to() {
    return to;
  }

  @Override
  public String stepText() {
    return RunText.of(communityFile, from, to);
  }

  @Override
  public Iterator<Travelling> records() {
    return new Hours();
  }

  /** Walks the run hour by hour. */
  private final class Hours implements Iterator<Travelling> {
    private final Carry carry = new Carry();
    private Instant hour = from;
    private Iterator<Travelling> records = List.<Travelling>of().iterator();

    @Override
    public boolean hasNext() {
      while (!records.hasNext() && !hour.isAfter(to)) {
        List<Travelling> known = new ArrayList<>();
        if (hour.equals(from)) {
          known.addAll(RegistryEntries.listAll(communityFile, from));
        }
        listKnownAt(hour, known::add);
        known.sort(Comparator.comparing(Travelling::id));
        records = known.iterator();
        hour = hour.plus(HOUR);
      }
      return records.hasNext();
    }

    @Override
    public Travelling next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Travelling record = records.next();
      return record instanceof RawReading reading ? carry.apply(reading) : record;
    }
  }
}
