package io.commonwatt.market.control;

import io.commonwatt.contracts.community.DeviceUse;
import io.commonwatt.contracts.community.Resource;
import io.commonwatt.market.resource.Device;
import io.commonwatt.market.resource.HeatPump;
import io.commonwatt.market.resource.HeatStore;
import io.commonwatt.market.resource.Horizon;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** A tank of hot water with a heating rod. Heat is counted above the water that comes in. */
final class PlannedHotWater extends PlannedDevice {

  private static final int HOUR_SECONDS = 3600;

  private final DeviceUse.HotWater use;
  private final ZoneId zone;
  private final double fullKwh;

  PlannedHotWater(Resource resource, DeviceUse.HotWater use, ZoneId zone) {
    super(resource);
    this.use = use;
    this.zone = zone;
    Horizon any = new Horizon(Instant.EPOCH, HOUR_SECONDS, 1);
    this.fullKwh = store(any, use.hotC(), new double[1]).storedKwh();
  }

  private HeatStore store(Horizon horizon, double nowC, double[] drawnKwh) {
    return HeatStore.water(
        horizon, use.litres(), use.coldC(), use.hotC(), nowC, use.lossPerHour(), drawnKwh);
  }

  @Override
  void begin(DeviceState state, long atSecond) {
    state.contentMilliWh = milliWh(0.5 * fullKwh);
  }

  @Override
  String settle(DeviceState state, long atSecond) {
    return "";
  }

  @Override
  Optional<Device> device(Surroundings now, Horizon horizon, double[] importCent) {
    double[] drawn = new double[horizon.steps()];
    for (int step = 0; step < drawn.length; step++) {
      drawn[step] = drawnKwh(horizon.startOf(step).getEpochSecond(), horizon.stepSeconds());
    }
    double share = kwh(now.state()) / fullKwh;
    double nowC = use.coldC() + share * (use.hotC() - use.coldC());
    return Optional.of(
        new HeatPump(
            resource.id(), resource.powerKw(), horizon.constant(1), store(horizon, nowC, drawn)));
  }

  /** Heat taken over a time by the hours of the local day, kWh. */
  private double drawnKwh(long fromSecond, int seconds) {
    double sum = 0;
    long to = fromSecond + seconds;
    for (long at = fromSecond; at < to; ) {
      int second = Instant.ofEpochSecond(at).atZone(zone).toLocalTime().toSecondOfDay();
      long until = Math.min(to, at + HOUR_SECONDS - second % HOUR_SECONDS);
      sum += use.drawnKwh().get(second / HOUR_SECONDS) * (until - at) / HOUR_SECONDS;
      at = until;
    }
    return sum;
  }

  @Override
  double mostKw(Surroundings now, long fromSecond, int seconds) {
    double hours = seconds / SECONDS_PER_HOUR;
    double room = fullKwh - nextKwh(now, 0, fromSecond, seconds);
    return Math.max(0, Math.min(resource.powerKw(), room / hours));
  }

  @Override
  double nextKwh(Surroundings now, double kw, long fromSecond, int seconds) {
    double hours = seconds / SECONDS_PER_HOUR;
    double kept = StrictMath.pow(1 - use.lossPerHour(), hours) * kwh(now.state());
    return Math.max(0, kept - drawnKwh(fromSecond, seconds) + kw * hours);
  }

  @Override
  double fullKwh() {
    return fullKwh;
  }
}
