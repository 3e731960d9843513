package io.commonwatt.ingestion.door.table;

import io.commonwatt.contracts.reading.Channel;
import java.util.Comparator;

/** A channel of a meter, by the identifier that the tables have. */
record SeriesKey(String meter, Channel channel) implements Comparable<SeriesKey> {

  private static final Comparator<SeriesKey> ORDER =
      Comparator.comparing(SeriesKey::meter).thenComparing(SeriesKey::channel);

  @Override
  public int compareTo(SeriesKey other) {
    return ORDER.compare(this, other);
  }
}
