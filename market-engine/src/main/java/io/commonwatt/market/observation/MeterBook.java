package io.commonwatt.market.observation;

import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.Origin;
import io.commonwatt.contracts.reading.ValidatedReading;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Metered energies of a community's usage points, by channel and interval, with sums over hours.
 * Records must be filed in the order they became known, so that the last word holds. Mutable state,
 * not thread-safe.
 */
public final class MeterBook {

  /**
   * Energy of an hour.
   *
   * @param measured whether all of it is measured, none estimated
   */
  public record HourEnergy(long energyWh, boolean measured) {}

  /** What became of a reading. */
  public enum Filed {
    CHANGED,
    SAME,
    /** Its interval does not divide the hour; nothing can be planned or settled with it. */
    UNSUPPORTED
  }

  private final Map<String, TreeMap<Integer, MeterSeries>> series = new TreeMap<>();

  /** Files a reading. */
  public Filed file(ValidatedReading reading) {
    int length = reading.lengthSeconds();
    long start = reading.start().getEpochSecond();
    if (length <= 0 || Hours.SECONDS % length != 0 || Math.floorMod(start, length) != 0) {
      return Filed.UNSUPPORTED;
    }
    boolean changed =
        series
            .computeIfAbsent(key(reading.usagePoint(), reading.channel()), key -> new TreeMap<>())
            .computeIfAbsent(length, MeterSeries::new)
            .file(start, reading.energyWh(), reading.origin() == Origin.MEASURED);
    return changed ? Filed.CHANGED : Filed.SAME;
  }

  /** Energy of an hour, once all its intervals are known. */
  public Optional<HourEnergy> find(String usagePoint, Channel channel, long hour) {
    TreeMap<Integer, MeterSeries> lengths = series.get(key(usagePoint, channel));
    if (lengths != null) {
      for (MeterSeries candidate : lengths.values()) {
        HourEnergy energy = candidate.find(hour);
        if (energy != null) {
          return Optional.of(energy);
        }
      }
    }
    return Optional.empty();
  }

  /** Forgets hours before one. */
  public void dropBefore(long hour) {
    series.values().forEach(lengths -> lengths.values().forEach(one -> one.dropBefore(hour)));
  }

  /** Writes this book. */
  public void write(DataOutput out) throws IOException {
    out.writeInt(series.size());
    for (Map.Entry<String, TreeMap<Integer, MeterSeries>> entry : series.entrySet()) {
      out.writeUTF(entry.getKey());
      out.writeInt(entry.getValue().size());
      for (MeterSeries one : entry.getValue().values()) {
        one.write(out);
      }
    }
  }

  /** Reads a book. */
  public static MeterBook read(DataInput in) throws IOException {
    MeterBook book = new MeterBook();
    for (int keys = in.readInt(); keys > 0; keys--) {
      TreeMap<Integer, MeterSeries> lengths = new TreeMap<>();
      book.series.put(in.readUTF(), lengths);
      for (int size = in.readInt(); size > 0; size--) {
        MeterSeries one = MeterSeries.read(in);
        lengths.put(one.lengthSeconds(), one);
      }
    }
    return book;
  }

  private static String key(String usagePoint, Channel channel) {
    return usagePoint + '|' + channel.code();
  }
}
