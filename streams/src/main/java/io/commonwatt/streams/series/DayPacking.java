package io.commonwatt.streams.series;

/**
 * The packed form of a {@link DayPage}: whether any slot is flagged, the highest raw value, runs of
 * equal status, raw values of measured slots, energies where they are not the raw value, and the
 * raw ids as runs of arithmetic progressions (one run for a day that came in one regular file).
 */
final class DayPacking {
  private DayPacking() {}

  static byte[] pack(DayPage page) {
    Bytes out = new Bytes();
    putHeader(page, out);
    putStatus(page, out);
    for (int slot = 0; slot < page.slots; slot++) {
      byte status = page.status[slot];
      if (Status.kind(status) == Status.MEASURED) {
        out.putSigned(page.rawWh[slot]);
      }
      if (storesEnergy(status)) {
        out.putSigned(page.energyWh[slot]);
      }
    }
    putIds(page, out);
    return out.toArray();
  }

  static boolean isQuiet(byte[] packed, long levelWh) {
    Bytes in = new Bytes(packed);
    return in.getByte() == 0 && in.getSigned() <= levelWh;
  }

  /** Fills the arrays of an empty open page. */
  static void unpack(byte[] packed, DayPage page) {
    Bytes in = new Bytes(packed);
    in.getByte();
    in.getSigned();
    for (int slot = 0; slot < page.slots; ) {
      int run = (int) in.getUnsigned();
      byte status = in.getByte();
      for (int end = slot + run; slot < end; slot++) {
        page.status[slot] = status;
      }
    }
    for (int slot = 0; slot < page.slots; slot++) {
      byte status = page.status[slot];
      if (Status.kind(status) == Status.MEASURED) {
        page.rawWh[slot] = in.getSigned();
        page.energyWh[slot] = page.rawWh[slot];
      }
      if (storesEnergy(status)) {
        page.energyWh[slot] = in.getSigned();
      }
    }
    getIds(in, page);
  }

  private static boolean storesEnergy(byte status) {
    return Status.kind(status) == Status.ESTIMATED || Status.flags(status) != 0;
  }

  private static void putHeader(DayPage page, Bytes out) {
    int flagged = 0;
    long peakWh = 0;
    for (int slot = 0; slot < page.slots; slot++) {
      flagged |= Status.flags(page.status[slot]);
      peakWh = Math.max(peakWh, page.rawWh[slot]);
    }
    out.putByte(flagged);
    out.putSigned(peakWh);
  }

  private static void putStatus(DayPage page, Bytes out) {
    for (int slot = 0; slot < page.slots; ) {
      int end = slot + 1;
      while (end < page.slots && page.status[end] == page.status[slot]) {
        end++;
      }
      out.putUnsigned(end - slot);
      out.putByte(page.status[slot]);
      slot = end;
    }
  }

  private static void putIds(DayPage page, Bytes out) {
    int slot = nextMeasured(page, 0);
    while (slot < page.slots) {
      int second = nextMeasured(page, slot + 1);
      boolean pair = second < page.slots && page.importIndex[second] == page.importIndex[slot];
      long step = pair ? page.sequence[second] - page.sequence[slot] : 0;
      int count = 1;
      int last = slot;
      int next = second;
      while (pair
          && next < page.slots
          && page.importIndex[next] == page.importIndex[slot]
          && page.sequence[next] - page.sequence[last] == step) {
        count++;
        last = next;
        next = nextMeasured(page, next + 1);
      }
      out.putUnsigned(count);
      out.putUnsigned(page.importIndex[slot]);
      out.putSigned(page.sequence[slot]);
      out.putSigned(step);
      slot = next;
    }
  }

  private static void getIds(Bytes in, DayPage page) {
    int slot = nextMeasured(page, 0);
    while (slot < page.slots) {
      int count = (int) in.getUnsigned();
      int importIndex = (int) in.getUnsigned();
      long sequence = in.getSigned();
      long step = in.getSigned();
      for (int i = 0; i < count; i++) {
        page.importIndex[slot] = importIndex;
        page.sequence[slot] = sequence;
        sequence += step;
        slot = nextMeasured(page, slot + 1);
      }
    }
  }

  private static int nextMeasured(DayPage page, int from) {
    int slot = from;
    while (slot < page.slots && Status.kind(page.status[slot]) != Status.MEASURED) {
      slot++;
    }
    return slot;
  }
}
