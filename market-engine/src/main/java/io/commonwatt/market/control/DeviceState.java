package io.commonwatt.market.control;

import io.commonwatt.contracts.device.DeviceTelemetry;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What a device that is no battery holds, and what it last said. Mutable state. */
final class DeviceState {

  static final long NEVER = Long.MIN_VALUE;

  /** What its tank holds, mWh: stored energy, heat, or energy served. */
  long contentMilliWh;

  /** Start of the stay or window the content belongs to; the least value before the first. */
  long periodSecond = NEVER;

  /** Start of the last run of a machine in the window; {@link #NEVER} before it. */
  long startedSecond = NEVER;

  /** The power that is held, kW. */
  double heldKw;

  /** Whether the device ever reported: then it is known to be away too. */
  boolean reports;

  /** Whether it last reported that it is there. */
  boolean there;

  private long reportedSecond = NEVER;
  private double reportedKwh;
  private boolean unread;

  /** Whether a machine has been started in its window. */
  boolean hasStarted() {
    return startedSecond != NEVER;
  }

  /**
   * Files what a device reports, the newest counts; without an energy it is away. A report from far
   * ahead is a clock gone wrong: kept, it would be the newest for ever.
   *
   * @param latestSecond from where on a report is ignored
   */
  void report(DeviceTelemetry telemetry, long latestSecond) {
    long second = telemetry.at().getEpochSecond();
    if (second < reportedSecond || second >= latestSecond) {
      return;
    }
    reports = true;
    reportedSecond = second;
    there = Double.isFinite(telemetry.stateOfChargeKwh());
    reportedKwh = there ? telemetry.stateOfChargeKwh() : 0;
    unread = there;
  }

  /** Whether there is a report since the last plan to go on from. */
  boolean hasReport(long atSecond, int replanSeconds) {
    return unread && reportedSecond <= atSecond && reportedSecond >= atSecond - replanSeconds;
  }

  /** Takes the report as read. */
  Report takeReport() {
    unread = false;
    return new Report(reportedSecond, reportedKwh);
  }

  /** What a device said it holds, at a time. */
  record Report(long second, double kwh) {}

  void write(DataOutput out) throws IOException {
    out.writeLong(contentMilliWh);
    out.writeLong(periodSecond);
    out.writeLong(startedSecond);
    out.writeDouble(heldKw);
    out.writeBoolean(reports);
    out.writeBoolean(there);
    out.writeLong(reportedSecond);
    out.writeDouble(reportedKwh);
    out.writeBoolean(unread);
  }

  static DeviceState read(DataInput in) throws IOException {
    DeviceState state = new DeviceState();
    state.contentMilliWh = in.readLong();
    state.periodSecond = in.readLong();
    state.startedSecond = in.readLong();
    state.heldKw = in.readDouble();
    state.reports = in.readBoolean();
    state.there = in.readBoolean();
    state.reportedSecond = in.readLong();
    state.reportedKwh = in.readDouble();
    state.unread = in.readBoolean();
    return state;
  }
}
