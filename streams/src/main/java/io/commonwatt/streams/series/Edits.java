package io.commonwatt.streams.series;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** What persons decided about slots of a series. Not thread-safe. */
public final class Edits {
  /** A decision: energy to use, Wh, the rule it answers and how it was found. */
  public record Edit(long energyWh, String rule, String method) {}

  private final TreeMap<Long, Edit> bySlot = new TreeMap<>();

  public boolean isEmpty() {
    return bySlot.isEmpty();
  }

  /** The decision about a slot; null when there is none. */
  public Edit find(long slot) {
    return bySlot.isEmpty() ? null : bySlot.get(slot);
  }

  /** Decides, or withdraws with null; returns whether that changed anything. */
  boolean put(long slot, Edit edit) {
    Edit before = edit == null ? bySlot.remove(slot) : bySlot.put(slot, edit);
    return edit == null ? before != null : !edit.equals(before);
  }

  void dropBefore(long slot) {
    bySlot.headMap(slot).clear();
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(bySlot.size());
    for (Map.Entry<Long, Edit> entry : bySlot.entrySet()) {
      out.writeLong(entry.getKey());
      out.writeLong(entry.getValue().energyWh());
      Texts.write(entry.getValue().rule(), out);
      Texts.write(entry.getValue().method(), out);
    }
  }

  void read(DataInput in) throws IOException {
    for (int count = in.readInt(); count > 0; count--) {
      bySlot.put(in.readLong(), new Edit(in.readLong(), Texts.read(in), Texts.read(in)));
    }
  }
}
