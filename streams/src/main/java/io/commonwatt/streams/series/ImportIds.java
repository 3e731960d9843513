package io.commonwatt.streams.series;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The import ids of the readings held, each stored once per placement. An index is used again, the
 * smallest first, when the last day that needs it has left. Not thread-safe.
 */
public final class ImportIds {
  /** An import id and the last day that needs it, or a free place. */
  private static final class Entry {
    private boolean free = true;
    private String importId = "";
    private String source = "";
    private long lastDay;
  }

  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Integer> indexes = new HashMap<>();
  private int firstFree;

  /** The index of an import id, from now on held while {@code day} is. */
  public int hold(String importId, String source, long day) {
    Integer known = indexes.get(importId);
    if (known == null) {
      return add(importId, source, day);
    }
    Entry entry = entries.get(known);
    entry.lastDay = Math.max(entry.lastDay, day);
    return known;
  }

  private int add(String importId, String source, long day) {
    while (firstFree < entries.size() && !entries.get(firstFree).free) {
      firstFree++;
    }
    if (firstFree == entries.size()) {
      entries.add(new Entry());
    }
    Entry entry = entries.get(firstFree);
    entry.free = false;
    entry.importId = importId;
    entry.source = source;
    entry.lastDay = day;
    indexes.put(importId, firstFree);
    return firstFree;
  }

  /** The import id of that index. */
  String get(int index) {
    return entries.get(index).importId;
  }

  /** The source of the import of that index. */
  String source(int index) {
    return entries.get(index).source;
  }

  /** Forgets what only days before {@code day} need. */
  public void dropBefore(long day) {
    for (int index = 0; index < entries.size(); index++) {
      Entry entry = entries.get(index);
      if (!entry.free && entry.lastDay < day) {
        indexes.remove(entry.importId);
        entries.set(index, new Entry());
        firstFree = Math.min(firstFree, index);
      }
    }
  }

  void write(DataOutput out) throws IOException {
    List<String> sources = new ArrayList<>();
    for (Entry entry : entries) {
      if (!sources.contains(entry.source)) {
        sources.add(entry.source);
      }
    }
    out.writeInt(sources.size());
    for (String source : sources) {
      Texts.write(source, out);
    }
    out.writeInt(entries.size());
    for (Entry entry : entries) {
      out.writeBoolean(entry.free);
      Texts.write(entry.importId, out);
      out.writeShort(sources.indexOf(entry.source));
      out.writeInt((int) entry.lastDay);
    }
  }

  static ImportIds read(DataInput in) throws IOException {
    ImportIds ids = new ImportIds();
    List<String> sources = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      sources.add(Texts.read(in));
    }
    int count = in.readInt();
    for (int index = 0; index < count; index++) {
      Entry entry = new Entry();
      entry.free = in.readBoolean();
      entry.importId = Texts.read(in);
      entry.source = sources.get(in.readShort());
      entry.lastDay = in.readInt();
      ids.entries.add(entry);
      if (!entry.free) {
        ids.indexes.put(entry.importId, index);
      }
    }
    return ids;
  }
}
