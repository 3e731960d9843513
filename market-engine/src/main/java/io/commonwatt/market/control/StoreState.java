package io.commonwatt.market.control;

import io.commonwatt.contracts.device.DeviceTelemetry;
import io.commonwatt.market.resource.Battery;
import io.commonwatt.market.resource.SimulatedBattery;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A store's plant, what it was last told, and what its device last said. Mutable state. */
final class StoreState {

  private static final long NEVER = Long.MIN_VALUE;

  SimulatedBattery.State plant;

  /** The power that is held, kW. */
  double heldKw;

  /** Start of the first step of the last plan. */
  long toldSecond;

  int toldStepSeconds = 1;
  double[] toldKw = new double[0];

  private long reportedSecond = NEVER;
  private double reportedKwh;

  StoreState(SimulatedBattery.State plant) {
    this.plant = plant;
  }

  /**
   * Files what a device reports; the newest counts. A report from far ahead is a clock gone wrong:
   * kept, it would be the newest for ever.
   *
   * @param latestSecond from where on a report is ignored
   */
  void report(DeviceTelemetry telemetry, long latestSecond) {
    long second = telemetry.at().getEpochSecond();
    if (Double.isFinite(telemetry.stateOfChargeKwh())
        && second >= reportedSecond
        && second < latestSecond) {
      reportedSecond = second;
      reportedKwh = telemetry.stateOfChargeKwh();
    }
  }

  /**
   * Replaces the plant by what was reported since the last plan, the held power carried on from
   * there.
   *
   * @return by how much that moved the stored energy, kWh
   */
  double correct(SimulatedBattery battery, long atSecond, int replanSeconds) {
    long ago = atSecond - reportedSecond;
    boolean usable = reportedSecond != NEVER && ago >= 0 && ago <= replanSeconds;
    reportedSecond = usable || ago > replanSeconds ? NEVER : reportedSecond;
    if (!usable) {
      return 0;
    }
    SimulatedBattery.State reported =
        new SimulatedBattery.State(
            Math.max(0, Battery.milliWh(reportedKwh)),
            plant.capacityMilliWh(),
            plant.throughputWh());
    SimulatedBattery.State now =
        ago == 0 ? reported : battery.hold(reported, heldKw, (int) ago).after();
    double moved = (now.storedMilliWh() - plant.storedMilliWh()) / 1e6;
    plant = now;
    return moved;
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(plant.storedMilliWh());
    out.writeLong(plant.capacityMilliWh());
    out.writeLong(plant.throughputWh());
    out.writeDouble(heldKw);
    out.writeLong(toldSecond);
    out.writeInt(toldStepSeconds);
    out.writeInt(toldKw.length);
    for (double each : toldKw) {
      out.writeDouble(each);
    }
    out.writeLong(reportedSecond);
    out.writeDouble(reportedKwh);
  }

  static StoreState read(DataInput in) throws IOException {
    StoreState store =
        new StoreState(new SimulatedBattery.State(in.readLong(), in.readLong(), in.readLong()));
    store.heldKw = in.readDouble();
    store.toldSecond = in.readLong();
    store.toldStepSeconds = in.readInt();
    store.toldKw = new double[in.readInt()];
    for (int step = 0; step < store.toldKw.length; step++) {
      store.toldKw[step] = in.readDouble();
    }
    store.reportedSecond = in.readLong();
    store.reportedKwh = in.readDouble();
    return store;
  }
}
