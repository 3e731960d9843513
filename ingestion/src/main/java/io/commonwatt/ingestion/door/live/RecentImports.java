package io.commonwatt.ingestion.door.live;

import io.commonwatt.contracts.reading.Import;
import io.commonwatt.ingestion.door.intake.FileHash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The marks of the latest imports, up to a number of them: the horizon within which a second
 * delivery is recognised. About 60 bytes each, whatever the length of an import id: ids are held by
 * 128 bits of their SHA-256. Beyond the horizon the oldest is forgotten first; a delivery that old
 * and sent again is taken in again, and validation then drops its readings as duplicates. Not
 * thread-safe.
 */
public final class RecentImports {

  /** Marks kept unless a deployment says otherwise. */
  public static final int DEFAULT_HORIZON = 1_000_000;

  private static final int FIRST_CAPACITY = 1 << 10;
  private static final int FREE = -1;

  private final int horizon;
  private long[] idHigh;
  private long[] idLow;
  private Mark[] marks;

  /** Open addressing over the slots of the ring; at most half full. */
  private int[] table;

  private int size;
  private int next;

  /**
   * An empty memory.
   *
   * @param horizon marks kept, at least 1
   */
  public RecentImports(int horizon) {
    if (horizon < 1) {
      throw new IllegalArgumentException("A horizon of " + horizon + " imports keeps none");
    }
    this.horizon = horizon;
    allocate(Math.min(horizon, FIRST_CAPACITY));
  }

  /** Marks held. */
  public int size() {
    return size;
  }

  /** The mark of a delivery, by {@link Import#id()}. */
  public Optional<Mark> find(String id) {
    ByteBuffer hash = hash(id);
    int place = find(hash.getLong(0), hash.getLong(8));
    return table[place] == FREE ? Optional.empty() : Optional.of(marks[table[place]]);
  }

  /** Remembers a delivery, later than all before; one that is known already stays as it is. */
  public void add(Import taken) {
    add(taken.id(), mark(taken));
  }

  void add(String id, Mark mark) {
    ByteBuffer hash = hash(id);
    long high = hash.getLong(0);
    long low = hash.getLong(8);
    if (table[find(high, low)] != FREE) {
      return;
    }
    if (size == marks.length && size < horizon) {
      grow();
    }
    if (size == horizon) {
      remove(find(idHigh[next], idLow[next]));
    } else {
      size++;
    }
    idHigh[next] = high;
    idLow[next] = low;
    marks[next] = mark;
    table[find(high, low)] = next;
    next = (next + 1) % horizon;
  }

  private static Mark mark(Import taken) {
    return new Mark(
        contentBits(taken.contentHash()),
        taken.knownAt().toEpochMilli(),
        saturate(taken.readings()),
        saturate(taken.rejected()));
  }

  /** The bits of a content's hash that a mark keeps. */
  static long contentBits(String contentHash) {
    return hash(contentHash).getLong(0);
  }

  private static int saturate(long count) {
    return (int) Math.min(count, Integer.MAX_VALUE);
  }

  private static ByteBuffer hash(String text) {
    return ByteBuffer.wrap(FileHash.digest().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The place in the table where an id is, or where it would be. */
  private int find(long high, long low) {
    int mask = table.length - 1;
    int place = (int) high & mask;
    while (table[place] != FREE && !(idHigh[table[place]] == high && idLow[table[place]] == low)) {
      place = place + 1 & mask;
    }
    return place;
  }

  /** Frees a place and moves up what stood behind it. */
  private void remove(int place) {
    int mask = table.length - 1;
    int hole = place;
    table[hole] = FREE;
    for (int at = hole + 1 & mask; table[at] != FREE; at = at + 1 & mask) {
      int slot = table[at];
      table[at] = FREE;
      table[find(idHigh[slot], idLow[slot])] = slot;
    }
  }

  private void grow() {
    long[] oldHigh = idHigh;
    long[] oldLow = idLow;
    Mark[] oldMarks = marks;
    allocate((int) Math.min(horizon, 2L * oldMarks.length));
    System.arraycopy(oldHigh, 0, idHigh, 0, size);
    System.arraycopy(oldLow, 0, idLow, 0, size);
    System.arraycopy(oldMarks, 0, marks, 0, size);
    for (int slot = 0; slot < size; slot++) {
      table[find(idHigh[slot], idLow[slot])] = slot;
    }
  }

  private void allocate(int capacity) {
    idHigh = new long[capacity];
    idLow = new long[capacity];
    marks = new Mark[capacity];
    table = new int[Integer.highestOneBit(Math.max(2, capacity)) * 4];
    Arrays.fill(table, FREE);
  }
}
