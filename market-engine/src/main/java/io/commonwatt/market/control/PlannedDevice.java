package io.commonwatt.market.control;

import io.commonwatt.contracts.community.DeviceUse;
import io.commonwatt.contracts.community.Resource;
import io.commonwatt.market.resource.Device;
import io.commonwatt.market.resource.Horizon;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A device that is planned though it is no battery: what the optimisation sees of it, and the plant
 * that stands for it. Its content is counted from {@link #zeroKwh}. Implementations are immutable
 * and change the state they are given.
 */
abstract class PlannedDevice {

  static final double MILLI_WH_PER_KWH = 1e6;
  static final double SECONDS_PER_HOUR = 3600;

  final Resource resource;

  PlannedDevice(Resource resource) {
    this.resource = resource;
  }

  /** The device a resource describes. */
  static PlannedDevice of(Resource resource, ZoneId zone, String place) {
    DeviceUse use = resource.use();
    if (use instanceof DeviceUse.Vehicle vehicle) {
      return new PlannedVehicle(resource, vehicle, zone);
    }
    if (use instanceof DeviceUse.Building building) {
      return new PlannedHeating(resource, building, place);
    }
    if (use instanceof DeviceUse.Deferrable run) {
      return new PlannedDeferrableLoad(resource, run, zone);
    }
    return use instanceof DeviceUse.HotWater water
        ? new PlannedHotWater(resource, water, zone)
        : new PlannedFlexibleLoad(resource, (DeviceUse.Flexible) use, zone);
  }

  /** What is stepped and planned with: the state, and the weather of its place. */
  record Surroundings(DeviceState state, OutsideTemperature outside) {}

  /** Begins where no state is yet. */
  abstract void begin(DeviceState state, long atSecond);

  /**
   * Brings the state to a time: who comes, leaves, or starts anew.
   *
   * @return what became of a wish that ended, or of one that cannot begin; empty where nothing is
   *     to be said
   */
  abstract String settle(DeviceState state, long atSecond);

  /** What the optimisation sees; empty where there is nothing to plan. */
  abstract Optional<Device> device(Surroundings now, Horizon horizon, double[] importCent);

  /** What happens to the content over a time at a power that was clipped to what it takes, kWh. */
  abstract double nextKwh(Surroundings now, double kw, long fromSecond, int seconds);

  /** Greatest power that can be held for so long, kW; 0 where it is away. */
  abstract double mostKw(Surroundings now, long fromSecond, int seconds);

  /** Greatest power it can feed for so long, kW. */
  double mostFedKw(Surroundings now, long fromSecond, int seconds) {
    return 0;
  }

  /** The power to be held until the next plan where one was planned for the first step, kW. */
  double setpointKw(Surroundings now, double plannedKw, long fromSecond, int seconds) {
    return wholeWatts(plannedKw);
  }

  /** A power rounded to 1 W, kW. */
  static double wholeWatts(double kw) {
    return Math.rint(kw * 1000) / 1000 + 0.0;
  }

  /** Content that is shown as nothing, kWh. */
  double zeroKwh() {
    return 0;
  }

  /** Content that is shown as full, above {@link #zeroKwh}, kWh. */
  abstract double fullKwh();

  static double kwh(DeviceState state) {
    return state.contentMilliWh / MILLI_WH_PER_KWH;
  }

  static long milliWh(double kwh) {
    return Math.round(kwh * MILLI_WH_PER_KWH);
  }

  /** What it did in an interval: whole Wh at the meter. */
  record Held(long meterWh, double beforeKwh, double afterKwh) {}

  /** Holds a power as far as it goes, in whole Wh. */
  Held hold(Surroundings now, double setpointKw, long fromSecond, int seconds) {
    double hours = seconds / SECONDS_PER_HOUR;
    double most = mostKw(now, fromSecond, seconds);
    double fed = mostFedKw(now, fromSecond, seconds);
    double kw = Math.max(-fed, Math.min(most, setpointKw));
    long meterWh = Math.round(kw * 1000 * hours);
    if (meterWh > Math.floor(most * 1000 * hours + 1e-6)
        || meterWh < -Math.floor(fed * 1000 * hours + 1e-6)) {
      meterWh -= Long.signum(meterWh);
    }
    double before = kwh(now.state());
    now.state().contentMilliWh =
        milliWh(nextKwh(now, meterWh / 1000.0 / hours, fromSecond, seconds));
    now.state().heldKw = setpointKw;
    return new Held(meterWh, before, kwh(now.state()));
  }

  /**
   * Goes on from what was reported since the last plan, the held power carried on from there.
   *
   * @return by how much that moved the content, kWh
   */
  double correct(Surroundings now, long atSecond, int replanSeconds) {
    DeviceState state = now.state();
    if (!state.hasReport(atSecond, replanSeconds)) {
      return 0;
    }
    double before = kwh(state);
    DeviceState.Report report = state.takeReport();
    state.contentMilliWh = milliWh(report.kwh() + zeroKwh());
    int since = (int) (atSecond - report.second());
    if (since > 0) {
      hold(now, state.heldKw, report.second(), since);
    }
    return kwh(state) - before;
  }
}
