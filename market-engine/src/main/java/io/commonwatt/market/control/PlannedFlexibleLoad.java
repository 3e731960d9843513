package io.commonwatt.market.control;

import io.commonwatt.contracts.community.DeviceUse;
import io.commonwatt.contracts.community.Resource;
import io.commonwatt.market.resource.Device;
import io.commonwatt.market.resource.FlexibleLoad;
import io.commonwatt.market.resource.Horizon;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/** Energy wanted each day within a window; its content is what was served of it. */
final class PlannedFlexibleLoad extends PlannedDevice {

  private static final double MISSED_KWH = 1e-3;

  private final DeviceUse.Flexible use;
  private final LocalWindow windows;

  PlannedFlexibleLoad(Resource resource, DeviceUse.Flexible use, ZoneId zone) {
    super(resource);
    this.use = use;
    this.windows = new LocalWindow(use.fromMinute(), use.untilMinute(), zone);
  }

  @Override
  void begin(DeviceState state, long atSecond) {
    state.contentMilliWh = 0;
    state.periodSecond = windows.atOrAfter(atSecond).fromSecond();
  }

  @Override
  String settle(DeviceState state, long atSecond) {
    long window = windows.atOrAfter(atSecond).fromSecond();
    if (window == state.periodSecond) {
      return "";
    }
    double served = kwh(state);
    state.periodSecond = window;
    state.contentMilliWh = 0;
    return use.energyKwh() - served > MISSED_KWH
        ? String.format(
            Locale.ROOT, "%s: served %.1f of %.1f kWh", resource.id(), served, use.energyKwh())
        : "";
  }

  @Override
  Optional<Device> device(Surroundings now, Horizon horizon, double[] importCent) {
    LocalWindow.Period window = windows.atOrAfter(horizon.start().getEpochSecond());
    if (window.untilSecond() > horizon.startOf(horizon.steps()).getEpochSecond()) {
      // What is to be done after the horizon is planned when its end comes in sight.
      return Optional.empty();
    }
    return Optional.of(
        new FlexibleLoad(
            resource.id(),
            Math.max(0, use.energyKwh() - kwh(now.state())),
            resource.powerKw(),
            Instant.ofEpochSecond(window.fromSecond()),
            Instant.ofEpochSecond(window.untilSecond()),
            Device.MISSED_CENT));
  }

  @Override
  double mostKw(Surroundings now, long fromSecond, int seconds) {
    boolean open = now.state().periodSecond <= fromSecond;
    double rest = Math.max(0, use.energyKwh() - kwh(now.state()));
    return open ? Math.min(resource.powerKw(), rest / (seconds / SECONDS_PER_HOUR)) : 0;
  }

  @Override
  double nextKwh(Surroundings now, double kw, long fromSecond, int seconds) {
    return kwh(now.state()) + kw * seconds / SECONDS_PER_HOUR;
  }

  @Override
  double fullKwh() {
    return use.energyKwh();
  }
}
