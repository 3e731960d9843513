package io.commonwatt.ingestion.door.table;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.ingestion.door.DoorException;
import io.commonwatt.ingestion.door.intake.FileHash;
import io.commonwatt.ingestion.door.live.MeterDirectory;
import io.commonwatt.ingestion.format.IntervalValue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The values of a run's homes and time, held in memory. */
final class TableReadings {

  /** About 30 bytes each. */
  private static final int MOST_VALUES = 20_000_000;

  private final List<String> importIds = new ArrayList<>();
  private final Map<SeriesKey, KeptSeries> series = new TreeMap<>();
  private int values;

  private TableReadings() {}

  /**
   * Reads the values.
   *
   * @param wanted series that are kept
   * @throws DoorException when there are more than 20 million
   */
  static TableReadings read(Path folder, List<TableFile> files, Wanted wanted, TableWindow window)
      throws IOException {
    TableReadings readings = new TableReadings();
    for (TableFile file : files) {
      readings.importIds.add(FileHash.importId(folder, file.name()));
      int[] sequence = {0};
      ValueSink sink =
          value ->
              readings.keep(value, readings.importIds.size() - 1, sequence[0]++, wanted, window);
      file.read(sink);
    }
    return readings;
  }

  /** Says which series are kept. */
  interface Wanted {
    boolean holds(SeriesKey key);
  }

  private void keep(
      IntervalValue value, int file, int sequence, Wanted wanted, TableWindow window) {
    SeriesKey key = new SeriesKey(value.meter(), value.channel());
    if (!window.holds(value.start()) || !wanted.holds(key)) {
      return;
    }
    if (++values > MOST_VALUES) {
      throw new DoorException(
          "data-too-large",
          "The tables hold more than " + MOST_VALUES + " values of what is asked for",
          "ask for less by --homes, --days and --from");
    }
    series.computeIfAbsent(key, ignored -> new KeptSeries()).add(value, file, sequence);
  }

  int values() {
    return values;
  }

  /**
   * The readings of each series, by {@code knownAt}: the end of the interval.
   *
   * @param filedAs the channel a series is filed as
   */
  List<Iterator<Travelling>> listRecords(String source, MeterDirectory directory, FiledAs filedAs) {
    List<Iterator<Travelling>> all = new ArrayList<>();
    series.forEach(
        (key, kept) -> all.add(records(source, directory, key.meter(), filedAs.of(key), kept)));
    return all;
  }

  /** Says what a series is filed as. */
  interface FiledAs {
    Channel of(SeriesKey key);
  }

  private Iterator<Travelling> records(
      String source, MeterDirectory directory, String meter, Channel channel, KeptSeries kept) {
    int[] order = kept.order();
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < order.length;
      }

      @Override
      public Travelling next() {
        return reading(source, directory, meter, channel, kept, order[next++]);
      }
    };
  }

  private RawReading reading(
      String source,
      MeterDirectory directory,
      String meter,
      Channel channel,
      KeptSeries kept,
      int index) {
    Instant start = kept.start(index);
    MeterDirectory.Place place = directory.find(meter, start);
    boolean known = place.meter() != null;
    return new RawReading(
        source,
        importIds.get(kept.file(index)),
        kept.sequence(index),
        known ? place.meter() : meter,
        channel,
        start,
        kept.lengthSeconds(index),
        kept.mantissa(index),
        kept.powerOfTen(index),
        kept.unit(index),
        0L,
        kept.quality(index),
        start.plusSeconds(kept.lengthSeconds(index)),
        known ? place.placement() : meter);
  }
}
