package io.commonwatt.ledger;

import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is booked, by settlement, in memory as it is written: a page of packed records per UTC day
 * on which the settled intervals start. Most settlements are booked once and never looked at again,
 * so a page is appended to, scanned when a settlement of its day comes, and forgotten as a whole. A
 * record of 20 homes takes some 100 bytes, most of it their amounts of 4 to 5 bytes each. Old pages
 * never change, so the state's bytes grow at their end. Mutable, not thread-safe.
 */
final class BookedDays {

  private static final long DAY_SECONDS = 86_400;

  private final TreeMap<Long, byte[]> pages = new TreeMap<>();

  /**
   * What is booked for a settlement, or null.
   *
   * @param book number of the book
   * @param start start of the interval, epoch seconds
   * @param length length of the interval, s
   */
  Booked find(int book, long start, int length) {
    byte[] page = pages.get(day(start));
    Span span = page == null ? null : find(page, book, start, length);
    return span == null ? null : span.booked;
  }

  /** Remembers what is booked for a settlement, in place of what was. */
  void put(int book, long start, int length, Booked booked) {
    byte[] page = pages.getOrDefault(day(start), new byte[0]);
    Span old = find(page, book, start, length);
    int from = old == null ? page.length : old.from;
    int to = old == null ? page.length : old.to;
    ByteArrayOutputStream changed = new ByteArrayOutputStream(page.length + 160);
    changed.write(page, 0, from);
    byte[] record = record(book, start, length, booked);
    Packing.writeUnsigned(changed, record.length);
    changed.writeBytes(record);
    changed.write(page, to, page.length - to);
    pages.put(day(start), changed.toByteArray());
  }

  /** Forgets the days that ended at or before a time, epoch seconds. */
  void forgetBefore(long time) {
    pages.headMap(day(time)).clear();
  }

  /** Whether settlements that start then are still remembered, given what was forgotten before. */
  static boolean remembers(long start, long forgottenBefore) {
    return day(start) >= day(forgottenBefore);
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(pages.size());
    for (Map.Entry<Long, byte[]> page : pages.entrySet()) {
      out.writeLong(page.getKey());
      out.writeInt(page.getValue().length);
      out.write(page.getValue());
    }
  }

  static BookedDays read(DataInput in) throws IOException {
    BookedDays days = new BookedDays();
    for (int count = in.readInt(); count > 0; count--) {
      long day = in.readLong();
      byte[] page = new byte[in.readInt()];
      in.readFully(page);
      days.pages.put(day, page);
    }
    return days;
  }

  private static long day(long epochSecond) {
    return Math.floorDiv(epochSecond, DAY_SECONDS);
  }

  /** A version is mostly a time in milliseconds soon after the start. */
  private static byte[] record(int book, long start, int length, Booked booked) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(160);
    Packing.writeUnsigned(out, book);
    Packing.writeUnsigned(out, Math.floorMod(start, DAY_SECONDS));
    Packing.writeUnsigned(out, length);
    Packing.writeSigned(out, booked.version() - start * 1000);
    Packing.writeUnsigned(out, booked.amounts().length);
    for (long amount : booked.amounts()) {
      Packing.writeSigned(out, amount);
    }
    return out.toByteArray();
  }

  private static Span find(byte[] page, int book, long start, int length) {
    Packing.Reader in = new Packing.Reader(page);
    while (in.hasMore()) {
      int from = in.position();
      int size = (int) in.readUnsigned();
      int to = in.position() + size;
      if (in.readUnsigned() == book
          && in.readUnsigned() == Math.floorMod(start, DAY_SECONDS)
          && in.readUnsigned() == length) {
        long version = in.readSigned() + start * 1000;
        long[] amounts = new long[(int) in.readUnsigned()];
        Arrays.setAll(amounts, index -> in.readSigned());
        return new Span(from, to, new Booked(version, amounts));
      }
      in.skipTo(to);
    }
    return null;
  }

  /** A record and where it stands in its page, its size included. */
  private static final class Span {
    private final int from;
    private final int to;
    private final Booked booked;

    Span(int from, int to, Booked booked) {
      this.from = from;
      this.to = to;
      this.booked = booked;
    }
  }
}
