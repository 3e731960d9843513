package io.commonwatt.streams.series;

import java.util.Arrays;

/**
 * The packed form of a {@link DayPage}: its {@link DayHead}, runs of equal status, Rice-coded raw
 * values of measured slots, energies where they are not the raw value, and the raw ids as runs of
 * arithmetic progressions (one run for a day that came in one regular file).
 */
final class DayPacking {
  /** Beside the Rice parameter: the values are zig-zag, as some are negative. */
  private static final int SIGNED = 0x40;

  private DayPacking() {}

  static byte[] pack(DayPage page) {
    Bytes out = new Bytes();
    DayHead head = page.head();
    out.putUnsigned(head.flags());
    out.putUnsigned(head.measured());
    out.putSigned(head.peakWh());
    out.putSigned(head.sumWh());
    boolean energies = putStatus(page, out);
    putRaw(page, head, out);
    for (int slot = 0; energies && slot < page.slots; slot++) {
      if (storesEnergy(page.status[slot])) {
        out.putSigned(page.energyWh[slot]);
      }
    }
    putIds(page, head.measured(), out);
    return out.toArray();
  }

  static DayHead head(byte[] packed) {
    return head(new Bytes(packed));
  }

  private static DayHead head(Bytes in) {
    return new DayHead(
        (int) in.getUnsigned(), (int) in.getUnsigned(), in.getSigned(), in.getSigned());
  }

  /** Fills the arrays of an empty open page. */
  static void unpack(byte[] packed, DayPage page) {
    Bytes in = new Bytes(packed);
    int measured = head(in).measured();
    boolean energies = false;
    for (int slot = 0; slot < page.slots; ) {
      int end = slot + (int) in.getUnsigned();
      int status = (int) in.getUnsigned();
      energies |= storesEnergy(status);
      Arrays.fill(page.status, slot, end, status);
      slot = end;
    }
    getRaw(in, measured, page);
    for (int slot = 0; energies && slot < page.slots; slot++) {
      if (storesEnergy(page.status[slot])) {
        page.energyWh[slot] = in.getSigned();
      }
    }
    getIds(in, measured, page);
  }

  private static boolean storesEnergy(int status) {
    return Status.kind(status) == Status.ESTIMATED || Status.flags(status) != 0;
  }

  /** Returns whether any energy has to be stored. */
  private static boolean putStatus(DayPage page, Bytes out) {
    boolean energies = false;
    for (int slot = 0; slot < page.slots; ) {
      int status = page.status[slot];
      int end = slot + 1;
      while (end < page.slots && page.status[end] == status) {
        end++;
      }
      out.putUnsigned(end - slot);
      out.putUnsigned(status);
      energies |= storesEnergy(status);
      slot = end;
    }
    return energies;
  }

  private static void putRaw(DayPage page, DayHead head, Bytes out) {
    if (head.measured() == 0) {
      return;
    }
    boolean signed = hasNegative(page);
    long sum = Math.max(0, head.sumWh());
    int parameter = BitWriter.parameter(signed ? 2 * sum : sum, head.measured());
    out.putByte(signed ? parameter | SIGNED : parameter);
    BitWriter bits = new BitWriter(out);
    int slot = -1;
    for (int left = head.measured(); left > 0; left--) {
      slot = nextMeasured(page, slot + 1);
      long wh = page.rawWh[slot];
      bits.put(signed ? wh << 1 ^ wh >> 63 : wh, parameter);
    }
    bits.end();
  }

  private static boolean hasNegative(DayPage page) {
    for (int slot = 0; slot < page.slots; slot++) {
      if (Status.kind(page.status[slot]) == Status.MEASURED && page.rawWh[slot] < 0) {
        return true;
      }
    }
    return false;
  }

  private static void getRaw(Bytes in, int measured, DayPage page) {
    if (measured == 0) {
      return;
    }
    int coding = in.getByte();
    boolean signed = (coding & SIGNED) != 0;
    int parameter = coding & ~SIGNED;
    BitReader bits = new BitReader(in);
    int slot = -1;
    for (int left = measured; left > 0; left--) {
      slot = nextMeasured(page, slot + 1);
      long coded = bits.get(parameter);
      page.rawWh[slot] = signed ? coded >>> 1 ^ -(coded & 1) : coded;
      page.energyWh[slot] = page.rawWh[slot];
    }
    bits.end();
  }

  private static void putIds(DayPage page, int measured, Bytes out) {
    int left = measured;
    int slot = left == 0 ? page.slots : nextMeasured(page, 0);
    while (left > 0) {
      int second = left == 1 ? page.slots : nextMeasured(page, slot + 1);
      boolean pair = left > 1 && page.importIndex[second] == page.importIndex[slot];
      long step = pair ? page.sequence[second] - page.sequence[slot] : 0;
      int count = 1;
      int last = slot;
      int next = second;
      while (pair
          && count < left
          && page.importIndex[next] == page.importIndex[slot]
          && page.sequence[next] - page.sequence[last] == step) {
        count++;
        last = next;
        next = count == left ? page.slots : nextMeasured(page, next + 1);
      }
      out.putUnsigned(count);
      out.putUnsigned(page.importIndex[slot]);
      out.putSigned(page.sequence[slot]);
      out.putSigned(step);
      slot = next;
      left -= count;
    }
  }

  private static void getIds(Bytes in, int measured, DayPage page) {
    int slot = -1;
    for (int left = measured; left > 0; ) {
      int count = (int) in.getUnsigned();
      int importIndex = (int) in.getUnsigned();
      long sequence = in.getSigned();
      long step = in.getSigned();
      left -= count;
      for (int i = 0; i < count; i++) {
        slot = nextMeasured(page, slot + 1);
        page.importIndex[slot] = importIndex;
        page.sequence[slot] = sequence;
        sequence += step;
      }
    }
  }

  /** The first measured slot from one on; there must be one. */
  private static int nextMeasured(DayPage page, int from) {
    int slot = from;
    while (Status.kind(page.status[slot]) != Status.MEASURED) {
      slot++;
    }
    return slot;
  }
}
