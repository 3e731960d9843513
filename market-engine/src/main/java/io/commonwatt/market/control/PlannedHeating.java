package io.commonwatt.market.control;

import io.commonwatt.contracts.community.DeviceUse;
import io.commonwatt.contracts.community.Resource;
import io.commonwatt.market.resource.Device;
import io.commonwatt.market.resource.HeatPump;
import io.commonwatt.market.resource.HeatStore;
import io.commonwatt.market.resource.Horizon;
import java.util.Optional;

/**
 * A heat pump that keeps a building warm. Heat is counted from 0 °C and shown above the least
 * temperature that is wished; the air outside is as forecast.
 */
final class PlannedHeating extends PlannedDevice {

  /** Price of a degree too cold or too warm for an hour, ct. */
  private static final double MISSED_CENT_PER_DEGREE_HOUR = 100;

  private final DeviceUse.Building use;
  private final String place;

  PlannedHeating(Resource resource, DeviceUse.Building use, String place) {
    super(resource);
    this.use = use;
    this.place = place;
  }

  @Override
  void begin(DeviceState state, long atSecond) {
    state.contentMilliWh = milliWh(use.kwhPerDegree() * 0.5 * (use.leastC() + use.mostC()));
  }

  @Override
  String settle(DeviceState state, long atSecond) {
    return "";
  }

  @Override
  Optional<Device> device(Surroundings now, Horizon horizon, double[] importCent) {
    double[] outside = new double[horizon.steps()];
    for (int step = 0; step < outside.length; step++) {
      long from = horizon.startOf(step).getEpochSecond();
      outside[step] = outsideC(now, from, from + horizon.stepSeconds());
    }
    HeatStore heat =
        HeatStore.building(
            horizon,
            use.kwhPerDegree(),
            use.lossKwPerDegree(),
            kwh(now.state()) / use.kwhPerDegree(),
            horizon.constant(use.leastC()),
            horizon.constant(use.mostC()),
            outside,
            horizon.constant(0),
            MISSED_CENT_PER_DEGREE_HOUR);
    return Optional.of(
        new HeatPump(resource.id(), resource.powerKw(), horizon.constant(use.performance()), heat));
  }

  private double outsideC(Surroundings now, long fromSecond, long toSecond) {
    return now.outside().meanC(place, fromSecond, toSecond).orElse(use.leastC());
  }

  @Override
  double mostKw(Surroundings now, long fromSecond, int seconds) {
    return resource.powerKw();
  }

  @Override
  double nextKwh(Surroundings now, double kw, long fromSecond, int seconds) {
    double hours = seconds / SECONDS_PER_HOUR;
    double retention = StrictMath.exp(-use.lossKwPerDegree() * hours / use.kwhPerDegree());
    double outside = use.kwhPerDegree() * outsideC(now, fromSecond, fromSecond + seconds);
    return retention * kwh(now.state())
        + (1 - retention) * outside
        + kw * hours * use.performance();
  }

  @Override
  double zeroKwh() {
    return use.kwhPerDegree() * use.leastC();
  }

  @Override
  double fullKwh() {
    return use.kwhPerDegree() * (use.mostC() - use.leastC());
  }
}
