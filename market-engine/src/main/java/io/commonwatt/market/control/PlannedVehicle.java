package io.commonwatt.market.control;

import io.commonwatt.contracts.community.DeviceUse;
import io.commonwatt.contracts.community.Resource;
import io.commonwatt.market.resource.Battery;
import io.commonwatt.market.resource.Device;
import io.commonwatt.market.resource.ElectricVehicle;
import io.commonwatt.market.resource.Horizon;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A car. Without telemetry it comes and leaves as expected; a charger that reports says when one is
 * there, and an expected car that is not there is not planned for until it comes.
 */
final class PlannedVehicle extends PlannedDevice {

  private static final double MISSED_KWH = 1e-3;

  private final DeviceUse.Vehicle use;
  private final LocalWindow stays;
  private final Battery battery;

  PlannedVehicle(Resource resource, DeviceUse.Vehicle use, ZoneId zone) {
    super(resource);
    this.use = use;
    this.stays = new LocalWindow(use.arrivalMinute(), use.departureMinute(), zone);
    this.battery = Battery.of(resource);
  }

  @Override
  void begin(DeviceState state, long atSecond) {
    state.contentMilliWh = 0;
  }

  @Override
  String settle(DeviceState state, long atSecond) {
    LocalWindow.Period stay = stays.atOrAfter(atSecond);
    boolean expected = stay.fromSecond() <= atSecond;
    boolean there = state.reports ? state.there : expected;
    boolean wasThere = state.periodSecond != Long.MIN_VALUE;
    if (there && !wasThere) {
      state.periodSecond = atSecond;
      state.contentMilliWh = milliWh(use.arrivesWithKwh());
      return "";
    }
    // A car that stays over its departure begins another stay.
    boolean overstays = there && stays.atOrAfter(state.periodSecond).untilSecond() <= atSecond;
    if (wasThere && (!there || overstays)) {
      state.periodSecond = there ? atSecond : Long.MIN_VALUE;
      double kwh = kwh(state);
      state.contentMilliWh = there ? state.contentMilliWh : 0;
      state.heldKw = 0;
      return use.neededKwh() - kwh > MISSED_KWH
          ? String.format(
              Locale.ROOT, "%s: left with %.1f of %.1f kWh", resource.id(), kwh, use.neededKwh())
          : "";
    }
    return expected && !there ? resource.id() + ": expected, not there" : "";
  }

  @Override
  Optional<Device> device(Surroundings now, Horizon horizon, double[] importCent) {
    long at = horizon.start().getEpochSecond();
    boolean there = isThere(now.state());
    LocalWindow.Period stay = stays.atOrAfter(at);
    if (!there && stay.fromSecond() <= at) {
      stay = stays.atOrAfter(stay.untilSecond());
    }
    if (!there && stay.fromSecond() >= horizon.startOf(horizon.steps()).getEpochSecond()) {
      return Optional.empty();
    }
    double mean = Arrays.stream(importCent).average().orElse(0);
    double worth = mean - battery.wearMilliCentPerKwh() / 1000.0;
    return Optional.of(
        new ElectricVehicle(
            battery,
            Optional.of(there ? horizon.start() : Instant.ofEpochSecond(stay.fromSecond())),
            Instant.ofEpochSecond(stay.untilSecond()),
            there ? kwh(now.state()) : use.arrivesWithKwh(),
            use.neededKwh(),
            use.vehicleToGrid(),
            Device.MISSED_CENT,
            Math.max(0, worth * battery.oneWayEfficiency())));
  }

  private static boolean isThere(DeviceState state) {
    return state.periodSecond != Long.MIN_VALUE;
  }

  @Override
  double mostKw(Surroundings now, long fromSecond, int seconds) {
    double room = Math.max(0, battery.capacityKwh() - kwh(now.state()));
    double hours = seconds / SECONDS_PER_HOUR;
    return isThere(now.state())
        ? Math.min(battery.chargeKw(), room / battery.oneWayEfficiency() / hours)
        : 0;
  }

  @Override
  double mostFedKw(Surroundings now, long fromSecond, int seconds) {
    double hours = seconds / SECONDS_PER_HOUR;
    double stored = Math.max(0, kwh(now.state()));
    return isThere(now.state()) && use.vehicleToGrid()
        ? Math.min(battery.dischargeKw(), stored * battery.oneWayEfficiency() / hours)
        : 0;
  }

  @Override
  double nextKwh(Surroundings now, double kw, long fromSecond, int seconds) {
    double hours = seconds / SECONDS_PER_HOUR;
    double efficiency = battery.oneWayEfficiency();
    double change = kw >= 0 ? kw * hours * efficiency : kw * hours / efficiency;
    return Math.max(0, kwh(now.state()) + change);
  }

  @Override
  double fullKwh() {
    return battery.capacityKwh();
  }
}
