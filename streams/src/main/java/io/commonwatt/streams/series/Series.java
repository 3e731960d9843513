package io.commonwatt.streams.series;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * One channel of a usage point: its slots of the last days. A day before them is opened for the
 * length of a step only, when a reading comes that late ("visiting"); of it, and of every day that
 * leaves, {@link OldReadings} keeps which slots had a reading. Not thread-safe.
 */
public final class Series {
  /** Whole days of slots kept packed and complete behind the day of the step. */
  private static final int OPEN_DAYS = 1;

  private static final long NEVER = Long.MIN_VALUE;

  private final int lengthSeconds;
  private final int slotsPerDay;
  private final DayPage[] ring;
  private final Map<Long, DayPage> visiting = new TreeMap<>();
  private final OldReadings old;
  private final SlotChanges changes = new SlotChanges();
  private final Registers registers = new Registers();
  private final Edits edits = new Edits();
  private final Deadlines deadlines = new Deadlines();
  private long firstDay = Long.MIN_VALUE;
  private long nextDue = NEVER;

  /**
   * The packed days as {@link #write} writes them, kept while they stay; null when they changed.
   */
  private byte[] sealed;

  /**
   * An empty series.
   *
   * @param lengthSeconds interval length, a divisor of a day
   * @param memoryDays days kept before the day of the step
   */
  public Series(int lengthSeconds, int memoryDays) {
    this.lengthSeconds = lengthSeconds;
    this.slotsPerDay = 86_400 / lengthSeconds;
    this.ring = new DayPage[memoryDays + 3];
    this.old = new OldReadings(slotsPerDay);
  }

  public int lengthSeconds() {
    return lengthSeconds;
  }

  public int slotsPerDay() {
    return slotsPerDay;
  }

  /** Slot of an interval that starts at this epoch second. */
  public long slotOf(long epochSecond) {
    return Math.floorDiv(epochSecond, (long) lengthSeconds);
  }

  /** Epoch second at which the slot's interval starts. */
  public long startOf(long slot) {
    return slot * lengthSeconds;
  }

  public long dayOf(long slot) {
    return Math.floorDiv(slot, (long) slotsPerDay);
  }

  /** The first day held in memory in this step. */
  public long firstDay() {
    return firstDay;
  }

  /** The next slot to be checked for absence; {@link #isExpected} is false before the first. */
  public long nextDue() {
    return nextDue;
  }

  public void nextDue(long slot) {
    nextDue = slot;
  }

  /** Whether readings are expected: one has been accepted. */
  public boolean isExpected() {
    return nextDue != NEVER;
  }

  /** What changed in this step. */
  public SlotChanges changes() {
    return changes;
  }

  /** Register readings of the channel. */
  public Registers registers() {
    return registers;
  }

  /** Decisions of persons. */
  public Edits edits() {
    return edits;
  }

  /** What was there when deadlines passed. */
  public Deadlines deadlines() {
    return deadlines;
  }

  /** Drops from the changes what came back to what it was. */
  public void settleChanges() {
    changes.settle(this);
  }

  /** Begins a step: days before {@code firstDay} leave memory. */
  public void begin(long firstDay) {
    this.firstDay = firstDay;
    changes.clear();
    registers.begin(firstDay * 86_400);
    for (int index = 0; index < ring.length; index++) {
      if (ring[index] != null && ring[index].day < firstDay) {
        old.keep(ring[index]);
        ring[index] = null;
        sealed = null;
      }
    }
  }

  /**
   * Ends a step: packs the days that rarely change, lets the visiting ones go.
   *
   * @param today day of the step
   * @param firstOldDay first day of which accepted slots are still remembered
   */
  public void end(long today, long firstOldDay) {
    for (DayPage page : ring) {
      if (page != null && page.isOpen() && page.day < today - OPEN_DAYS) {
        page.pack();
        sealed = null;
      }
    }
    if (!visiting.isEmpty()) {
      visiting.values().forEach(old::keep);
      visiting.clear();
    }
    old.dropBefore(firstOldDay);
    if (!edits.isEmpty()) {
      edits.dropBefore(firstOldDay * slotsPerDay);
    }
    deadlines.dropBefore(firstDay - 2);
  }

  public int status(long slot) {
    DayPage page = findPage(dayOf(slot));
    return page == null ? Status.ABSENT : page.open().status[indexOf(slot)];
  }

  /** Raw value of a measured slot, Wh. */
  public long rawWh(long slot) {
    return getPage(slot).rawWh[indexOf(slot)];
  }

  /** Energy of a slot that is not absent by reading and rules alone, Wh. */
  public long energyWh(long slot) {
    return getPage(slot).energyWh[indexOf(slot)];
  }

  /** Energy to use of a slot that is not absent, edits included, Wh. */
  public long decidedWh(long slot) {
    Edits.Edit edit = edits.find(slot);
    return edit == null ? energyWh(slot) : edit.energyWh();
  }

  /** Id of the raw reading behind a measured slot. */
  public String rawId(long slot, ImportIds imports) {
    DayPage page = getPage(slot);
    int index = indexOf(slot);
    return imports.get(page.importIndex[index]) + '#' + page.sequence[index];
  }

  /** Source of the raw reading behind a measured slot. */
  public String source(long slot, ImportIds imports) {
    return imports.source(getPage(slot).importIndex[indexOf(slot)]);
  }

  /** Whether a reading of this slot was accepted before the slot left memory. */
  public boolean isAcceptedOld(long slot) {
    return dayOf(slot) < firstDay && old.isAccepted(slot);
  }

  /** What is known of a day without opening it. */
  public DayHead head(long day) {
    DayPage page = findPage(day);
    return page == null ? DayHead.EMPTY : page.head();
  }

  /** Whether the day has slots at all. */
  public boolean holds(long day) {
    return findPage(day) != null;
  }

  /** Whether the slots of the day are at hand: it changed in this step, or is recent. */
  public boolean isOpen(long day) {
    DayPage page = findPage(day);
    return page != null && page.isOpen();
  }

  /**
   * A person decides about a slot in memory, or withdraws what was decided (null); returns whether
   * that changed anything.
   */
  public boolean edit(long slot, Edits.Edit edit) {
    boolean changed = edits.put(slot, edit);
    if (changed) {
      DayPage page = pageFor(dayOf(slot));
      int index = indexOf(slot);
      changes.note(slot, page.status[index], page.energyWh[index], true);
    }
    return changed;
  }

  /**
   * A raw reading now holds the slot, with the flags its arrival gave it; the review adds others.
   */
  public void accept(long slot, long rawWh, int flags, int importIndex, long sequence) {
    DayPage page = pageFor(dayOf(slot));
    int index = indexOf(slot);
    changes.note(slot, page.status[index], page.energyWh[index], true);
    page.touch();
    page.status[index] = Status.of(Status.MEASURED, Status.METHOD_NONE, flags);
    page.rawWh[index] = rawWh;
    page.energyWh[index] = rawWh;
    page.importIndex[index] = importIndex;
    page.sequence[index] = sequence;
  }

  /** Sets status and energy of a slot; a change only if they differ. */
  public void set(long slot, int status, long energyWh) {
    DayPage page = pageFor(dayOf(slot));
    int index = indexOf(slot);
    if (page.status[index] != status || page.energyWh[index] != energyWh) {
      changes.note(slot, page.status[index], page.energyWh[index], false);
      page.touch();
      page.status[index] = status;
      page.energyWh[index] = energyWh;
    }
  }

  private int indexOf(long slot) {
    return (int) Math.floorMod(slot, (long) slotsPerDay);
  }

  private DayPage getPage(long slot) {
    return findPage(dayOf(slot)).open();
  }

  private DayPage findPage(long day) {
    DayPage page = ring[(int) Math.floorMod(day, (long) ring.length)];
    if (page != null && page.day == day) {
      return page;
    }
    return visiting.isEmpty() ? null : visiting.get(day);
  }

  private DayPage pageFor(long day) {
    DayPage page = findPage(day);
    if (page == null) {
      page = new DayPage(day, slotsPerDay);
      hold(page);
    }
    return page.open();
  }

  private void hold(DayPage page) {
    if (page.day < firstDay) {
      visiting.put(page.day, page);
    } else {
      ring[(int) Math.floorMod(page.day, (long) ring.length)] = page;
    }
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(lengthSeconds);
    out.writeLong(nextDue);
    out.writeLong(firstDay);
    old.write(out);
    registers.write(out);
    edits.write(out);
    deadlines.write(out);
    if (sealed == null) {
      sealed = pages(false);
    }
    Texts.writeBytes(sealed, out);
    Texts.writeBytes(pages(true), out);
  }

  /** The open, or the packed, days in order. */
  private byte[] pages(boolean open) {
    Bytes bytes = new Bytes();
    for (long day = firstDay; day < firstDay + ring.length; day++) {
      DayPage page = findPage(day);
      if (page != null && page.isOpen() == open) {
        bytes.putSigned(day);
        bytes.putBytes(page.bytes());
      }
    }
    return bytes.toArray();
  }

  static Series read(DataInput in, int memoryDays) throws IOException {
    Series series = new Series(in.readInt(), memoryDays);
    series.nextDue = in.readLong();
    series.firstDay = in.readLong();
    series.old.read(in);
    series.registers.read(in);
    series.edits.read(in);
    series.deadlines.read(in);
    series.restore(Texts.readBytes(in), false);
    series.restore(Texts.readBytes(in), true);
    return series;
  }

  private void restore(byte[] pages, boolean open) {
    Bytes bytes = new Bytes(pages);
    while (!bytes.isAtEnd()) {
      DayPage page = new DayPage(bytes.getSigned(), slotsPerDay, bytes.getBytes());
      DayPage left = ring[(int) Math.floorMod(page.day, (long) ring.length)];
      if (left != null) {
        old.keep(left);
      }
      hold(open ? page.open() : page);
    }
  }
}
