package io.commonwatt.streams.series;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One channel of a usage point: its slots of the last days. Between steps all of them are packed:
 * the last days each alone, those before together ({@link SealedDays}). A day before memory is
 * opened for the length of a step only, when a reading comes that late ("visiting"); of it, and of
 * every day that leaves, {@link OldReadings} keeps which slots had a reading. Not thread-safe.
 */
public final class Series {
  /** Days before the day of the step that change often and are not sealed. */
  private static final int RECENT_DAYS = 1;

  /** Stand for what most series do not have; nothing is ever added to them. */
  private static final Registers NO_REGISTERS = new Registers();

  private static final Edits NO_EDITS = new Edits();
  private static final DayPage[] NO_PAGES = {};
  private static final long NEVER = Long.MIN_VALUE;

  private final int lengthSeconds;
  private final int slotsPerDay;
  private final int memoryDays;

  /**
   * The recent days, in a step also those that were looked at and those before memory; in no order.
   */
  private DayPage[] pages = NO_PAGES;

  /** The page looked at last: slots are looked at one after the other. */
  private DayPage near;

  private long nearFrom;
  private final SealedDays sealed = new SealedDays();
  private final OldReadings old;

  /** Null between steps: most of the time most series are between steps. */
  private SlotChanges changes = new SlotChanges();

  private Registers registers = NO_REGISTERS;
  private Edits edits = NO_EDITS;
  private final Deadlines deadlines = new Deadlines();
  private long firstDay = Long.MIN_VALUE;
  private long nextDue = NEVER;

  /**
   * An empty series.
   *
   * @param lengthSeconds interval length, a divisor of a day
   * @param memoryDays days kept before the day of the step
   */
  public Series(int lengthSeconds, int memoryDays) {
    this.lengthSeconds = lengthSeconds;
    this.slotsPerDay = 86_400 / lengthSeconds;
    this.memoryDays = memoryDays;
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

  /** Register readings of the channel, to look at. */
  public Registers registers() {
    return registers;
  }

  /** Register readings of the channel, to add to. */
  public Registers registersToAdd() {
    if (registers == NO_REGISTERS) {
      registers = new Registers();
    }
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
    near = null;
    changes = new SlotChanges();
    if (registers != NO_REGISTERS) {
      registers.begin(firstDay * 86_400);
    }
    List<DayPage> kept = new ArrayList<>();
    for (DayPage page : pages) {
      if (page.day < firstDay) {
        old.keep(page);
      } else {
        kept.add(page);
      }
    }
    hold(kept);
    sealed.dropBefore(firstDay, (packed, day) -> old.keep(new DayPage(day, slotsPerDay, packed)));
  }

  /**
   * Ends a step: packs the recent days, seals those before, lets the visiting ones go.
   *
   * @param firstOldDay first day of which accepted slots are still remembered
   */
  public void end(long firstOldDay) {
    near = null;
    TreeMap<Long, byte[]> changed = new TreeMap<>();
    List<DayPage> recent = new ArrayList<>();
    for (DayPage page : pages) {
      if (page.day < firstDay) {
        old.keep(page);
      } else if (isRecent(page.day)) {
        page.pack();
        recent.add(page);
      } else if (page.isChanged() || !sealed.holds(page.day)) {
        changed.put(page.day, page.bytes());
      }
    }
    hold(recent);
    if (!changed.isEmpty()) {
      sealed.putAll(changed);
    }
    old.dropBefore(firstOldDay);
    old.end();
    if (!edits.isEmpty()) {
      edits.dropBefore(firstOldDay * slotsPerDay);
    }
    deadlines.dropBefore(firstDay - 2);
    changes = null;
  }

  private boolean isRecent(long day) {
    return day >= firstDay + memoryDays - RECENT_DAYS;
  }

  public int status(long slot) {
    DayPage page = findPageOf(slot);
    return page == null ? Status.ABSENT : page.open().status[page.indexOf(slot)];
  }

  /** Raw value of a measured slot, Wh. */
  public long rawWh(long slot) {
    DayPage page = getPage(slot);
    return page.rawWh[page.indexOf(slot)];
  }

  /** Energy of a slot that is not absent by reading and rules alone, Wh. */
  public long energyWh(long slot) {
    DayPage page = getPage(slot);
    return page.energyWh[page.indexOf(slot)];
  }

  /** Energy to use of a slot that is not absent, edits included, Wh. */
  public long decidedWh(long slot) {
    Edits.Edit edit = edits.find(slot);
    return edit == null ? energyWh(slot) : edit.energyWh();
  }

  /** Id of the raw reading behind a measured slot. */
  public String rawId(long slot, ImportIds imports) {
    DayPage page = getPage(slot);
    int index = page.indexOf(slot);
    return imports.get(page.importIndex[index]) + '#' + page.sequence[index];
  }

  /** Source of the raw reading behind a measured slot. */
  public String source(long slot, ImportIds imports) {
    DayPage page = getPage(slot);
    return imports.source(page.importIndex[page.indexOf(slot)]);
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
    return pageAtHand(day) != null || sealed.holds(day);
  }

  /** Whether the slots of the day are at hand: it changed in this step, or is recent. */
  public boolean isOpen(long day) {
    DayPage page = pageAtHand(day);
    return page != null && (page.isOpen() || isRecent(day));
  }

  /**
   * A person decides about a slot in memory, or withdraws what was decided (null); returns whether
   * that changed anything.
   */
  public boolean edit(long slot, Edits.Edit edit) {
    if (edits == NO_EDITS) {
      edits = new Edits();
    }
    boolean changed = edits.put(slot, edit);
    if (changed) {
      DayPage page = pageFor(slot);
      int index = page.indexOf(slot);
      changes.note(slot, page.status[index], page.energyWh[index], true);
    }
    return changed;
  }

  /**
   * A raw reading now holds the slot, with the flags its arrival gave it; the review adds others.
   */
  public void accept(long slot, long rawWh, int flags, int importIndex, long sequence) {
    DayPage page = pageFor(slot);
    int index = page.indexOf(slot);
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
    DayPage page = pageFor(slot);
    int index = page.indexOf(slot);
    if (page.status[index] != status || page.energyWh[index] != energyWh) {
      changes.note(slot, page.status[index], page.energyWh[index], false);
      page.touch();
      page.status[index] = status;
      page.energyWh[index] = energyWh;
    }
  }

  private DayPage getPage(long slot) {
    return findPageOf(slot).open();
  }

  private DayPage findPageOf(long slot) {
    if (near != null && slot >= nearFrom && slot < nearFrom + slotsPerDay) {
      return near;
    }
    DayPage page = findPage(dayOf(slot));
    if (page != null) {
      near = page;
      nearFrom = page.day * slotsPerDay;
    }
    return page;
  }

  private DayPage pageAtHand(long day) {
    for (DayPage page : pages) {
      if (page.day == day) {
        return page;
      }
    }
    return null;
  }

  private DayPage findPage(long day) {
    DayPage page = pageAtHand(day);
    if (page == null) {
      byte[] packed = sealed.find(day);
      if (packed != null) {
        page = new DayPage(day, slotsPerDay, packed);
        hold(page);
      }
    }
    return page;
  }

  private DayPage pageFor(long slot) {
    DayPage page = findPageOf(slot);
    if (page == null) {
      page = new DayPage(dayOf(slot), slotsPerDay);
      hold(page);
    }
    return page.open();
  }

  private void hold(DayPage page) {
    pages = Arrays.copyOf(pages, pages.length + 1);
    pages[pages.length - 1] = page;
  }

  private void hold(List<DayPage> these) {
    if (these.size() != pages.length) {
      pages = these.toArray(NO_PAGES);
    }
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(lengthSeconds);
    out.writeLong(nextDue);
    out.writeLong(firstDay);
    old.write(out);
    out.writeBoolean(registers != NO_REGISTERS);
    if (registers != NO_REGISTERS) {
      registers.write(out);
    }
    out.writeBoolean(edits != NO_EDITS);
    if (edits != NO_EDITS) {
      edits.write(out);
    }
    deadlines.write(out);
    sealed.write(out);
    TreeMap<Long, byte[]> recent = new TreeMap<>();
    for (DayPage page : pages) {
      recent.put(page.day, page.bytes());
    }
    Bytes bytes = new Bytes();
    for (Map.Entry<Long, byte[]> entry : recent.entrySet()) {
      bytes.putSigned(entry.getKey());
      bytes.putBytes(entry.getValue());
    }
    Texts.writeBytes(bytes.toArray(), out);
  }

  static Series read(DataInput in, int memoryDays) throws IOException {
    Series series = new Series(in.readInt(), memoryDays);
    series.nextDue = in.readLong();
    series.firstDay = in.readLong();
    series.old.read(in);
    if (in.readBoolean()) {
      series.registersToAdd().read(in);
    }
    if (in.readBoolean()) {
      series.edits = new Edits();
      series.edits.read(in);
    }
    series.deadlines.read(in);
    series.sealed.read(in);
    Bytes recent = new Bytes(Texts.readBytes(in));
    while (!recent.isAtEnd()) {
      series.hold(new DayPage(recent.getSigned(), series.slotsPerDay, recent.getBytes()));
    }
    return series;
  }
}
