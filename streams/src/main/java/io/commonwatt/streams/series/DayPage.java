package io.commonwatt.streams.series;

/**
 * The slots of one UTC day. Open it holds plain arrays; packed it holds about one byte a slot (see
 * {@link DayPacking}). Reading or writing a slot opens it; {@link #pack} closes it. Not
 * thread-safe.
 */
final class DayPage {
  final long day;
  final int slots;

  /** Statuses; null while packed. */
  int[] status;

  /** What the accepted raw reading said, multiplier applied, Wh; of MEASURED slots. */
  long[] rawWh;

  /** Energy to use, Wh. */
  long[] energyWh;

  /** Import id (index into {@link ImportIds}) and position in it; of MEASURED slots. */
  int[] importIndex;

  long[] sequence;

  /** The packed form; null when a slot changed since. */
  private byte[] packed;

  /** Kept while no slot changes. */
  private DayHead head;

  /** An empty, open page. */
  DayPage(long day, int slots) {
    this.day = day;
    this.slots = slots;
    allocate();
  }

  /** A packed page. */
  DayPage(long day, int slots, byte[] packed) {
    this.day = day;
    this.slots = slots;
    this.packed = packed;
  }

  private void allocate() {
    status = new int[slots];
    rawWh = new long[slots];
    energyWh = new long[slots];
    importIndex = new int[slots];
    sequence = new long[slots];
  }

  /** Index of a slot of this day. */
  int indexOf(long slot) {
    return (int) (slot - day * slots);
  }

  boolean isOpen() {
    return status != null;
  }

  /** This page, open. */
  DayPage open() {
    if (status == null) {
      allocate();
      DayPacking.unpack(packed, this);
    }
    return this;
  }

  /** Lets go of the arrays. */
  void pack() {
    if (status != null) {
      packed = bytes();
      head = null;
      status = null;
      rawWh = null;
      energyWh = null;
      importIndex = null;
      sequence = null;
    }
  }

  /** The packed form; an open page stays open. */
  byte[] bytes() {
    if (packed == null) {
      packed = DayPacking.pack(this);
    }
    return packed;
  }

  /** Whether a slot changed since it was packed. */
  boolean isChanged() {
    return packed == null;
  }

  /** What is known of the day without its slots; cheap while packed. */
  DayHead head() {
    if (head == null) {
      head = status == null ? DayPacking.head(packed) : derive();
    }
    return head;
  }

  /** A slot changes. */
  void touch() {
    head = null;
    packed = null;
  }

  private DayHead derive() {
    int flags = 0;
    int measured = 0;
    long peakWh = 0;
    long sumWh = 0;
    for (int slot = 0; slot < slots; slot++) {
      if (Status.kind(status[slot]) == Status.MEASURED) {
        flags |= Status.flags(status[slot]);
        measured++;
        peakWh = Math.max(peakWh, rawWh[slot]);
        sumWh += rawWh[slot];
      }
    }
    return new DayHead(flags, measured, peakWh, sumWh);
  }
}
