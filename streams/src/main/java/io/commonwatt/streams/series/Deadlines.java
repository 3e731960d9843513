package io.commonwatt.streams.series;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** How many slots of each local day were measured when its deadline passed. Not thread-safe. */
public final class Deadlines {
  private final TreeMap<Long, Integer> measured = new TreeMap<>();

  /** Measured slots of a local day (epoch day) at its deadline; -1 when it has not passed. */
  public int find(long localDay) {
    return measured.getOrDefault(localDay, -1);
  }

  /** Notes them. */
  public void put(long localDay, int count) {
    measured.put(localDay, count);
  }

  void dropBefore(long day) {
    measured.headMap(day).clear();
  }

  void write(DataOutput out) throws IOException {
    Bytes bytes = new Bytes();
    long day = 0;
    for (Map.Entry<Long, Integer> entry : measured.entrySet()) {
      bytes.putSigned(entry.getKey() - day);
      bytes.putUnsigned(entry.getValue());
      day = entry.getKey();
    }
    Texts.writeBytes(bytes.toArray(), out);
  }

  void read(DataInput in) throws IOException {
    Bytes bytes = new Bytes(Texts.readBytes(in));
    long day = 0;
    while (!bytes.isAtEnd()) {
      day += bytes.getSigned();
      measured.put(day, (int) bytes.getUnsigned());
    }
  }
}
