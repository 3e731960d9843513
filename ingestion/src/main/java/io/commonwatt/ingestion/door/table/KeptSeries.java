package io.commonwatt.ingestion.door.table;

import io.commonwatt.contracts.reading.Unit;
import io.commonwatt.ingestion.format.IntervalValue;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The values of a series, about 30 bytes each, in order of their ends. Not thread-safe. */
final class KeptSeries {

  private static final int FIRST_SIZE = 256;
  private static final Unit[] UNITS = Unit.values();

  private long[] startMillis = new long[FIRST_SIZE];
  private int[] lengthSeconds = new int[FIRST_SIZE];
  private long[] mantissa = new long[FIRST_SIZE];
  private byte[] powerOfTen = new byte[FIRST_SIZE];
  private byte[] unit = new byte[FIRST_SIZE];
  private int[] file = new int[FIRST_SIZE];
  private int[] sequence = new int[FIRST_SIZE];
  private String[] quality;
  private int size;
  private boolean ordered = true;

  /**
   * Keeps a value.
   *
   * @param ofFile number of its table
   * @param ofSequence its place in the table
   */
  void add(IntervalValue value, int ofFile, int ofSequence) {
    if (size == startMillis.length) {
      grow();
    }
    startMillis[size] = value.start().toEpochMilli();
    lengthSeconds[size] = value.lengthSeconds();
    mantissa[size] = value.mantissa();
    powerOfTen[size] = (byte) value.powerOfTen();
    unit[size] = (byte) value.unit().ordinal();
    file[size] = ofFile;
    sequence[size] = ofSequence;
    if (!value.sentQuality().isEmpty()) {
      quality = quality == null ? new String[startMillis.length] : quality;
      quality[size] = value.sentQuality().intern();
    }
    ordered &= size == 0 || endMillis(size - 1) <= endMillis(size);
    size++;
  }

  int size() {
    return size;
  }

  /** Puts the values in order of their ends; those of one end stay as they were read. */
  int[] order() {
    if (ordered) {
      return IntStream.range(0, size).toArray();
    }
    return IntStream.range(0, size)
        .boxed()
        .sorted(Comparator.comparingLong(this::endMillis))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  Instant start(int index) {
    return Instant.ofEpochMilli(startMillis[index]);
  }

  int lengthSeconds(int index) {
    return lengthSeconds[index];
  }

  long mantissa(int index) {
    return mantissa[index];
  }

  int powerOfTen(int index) {
    return powerOfTen[index];
  }

  Unit unit(int index) {
    return UNITS[unit[index]];
  }

  /** Number of its table. */
  int file(int index) {
    return file[index];
  }

  /** Its place in the table. */
  int sequence(int index) {
    return sequence[index];
  }

  /** Quality as sent; empty when none was. */
  String quality(int index) {
    return quality == null || quality[index] == null ? "" : quality[index];
  }

  private long endMillis(int index) {
    return startMillis[index] + 1000L * lengthSeconds[index];
  }

  private void grow() {
    int larger = startMillis.length * 2;
    startMillis = Arrays.copyOf(startMillis, larger);
    lengthSeconds = Arrays.copyOf(lengthSeconds, larger);
    mantissa = Arrays.copyOf(mantissa, larger);
    powerOfTen = Arrays.copyOf(powerOfTen, larger);
    unit = Arrays.copyOf(unit, larger);
    file = Arrays.copyOf(file, larger);
    sequence = Arrays.copyOf(sequence, larger);
    quality = quality == null ? null : Arrays.copyOf(quality, larger);
  }
}
