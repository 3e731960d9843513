package io.commonwatt.market.bidding.trial;

import io.commonwatt.market.bidding.BatteryBidder;
import io.commonwatt.market.bidding.DeviceBid;
import io.commonwatt.market.bidding.DeviceBidder;
import io.commonwatt.market.bidding.ElectricVehicleBidder;
import io.commonwatt.market.bidding.HeatPumpBidder;
import io.commonwatt.market.bidding.LoadBidder;
import io.commonwatt.market.bidding.PhotovoltaicBidder;
import io.commonwatt.market.bidding.PriceLimits;
import io.commonwatt.market.bidding.StorageOffer;
import io.commonwatt.market.resource.Battery;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A seeded home: every one has load, two of three PV, one of two a battery, one of three a car, one
 * of four a heat pump. Forecasts are true. What it traded it uses in order of merit, the rest is
 * its tariff's. Not thread-safe.
 */
final class TrialHome {

  private static final double NOON = 13;
  private static final double BATTERY_EFFICIENCY = 0.95;
  private static final double BATTERY_KWH = 8;
  private static final double BATTERY_KW = 3;
  private static final long WEAR = 500;
  private static final double CAR_KW = 7.4;
  private static final int CAR_COMES = 18;
  private static final int CAR_LEAVES = 7;
  private static final double LEAST_CELSIUS = 19;
  private static final double MOST_CELSIUS = 21;
  private static final double KELVIN_PER_KWH = 0.8;
  private static final double PUMP_KW = 2.5;
  private static final double LEAKAGE_PER_HOUR = 0.04;

  /** What a device wanted that may wait, with the device it is. */
  private record Wanted(int device, StorageOffer offer) {}

  final String id;
  private final SplittableRandom random;
  private final boolean hasPv;
  private final boolean hasBattery;
  private final boolean hasCar;
  private final boolean hasPump;
  private double storedKwh = BATTERY_KWH / 2;
  private double carKwh;
  private double celsius = (LEAST_CELSIUS + MOST_CELSIUS) / 2;
  private double sunny = 1;

  TrialHome(int place, long seed) {
    id = String.format("home%02d", place);
    random = new SplittableRandom(seed * 1_000_003 + place);
    hasPv = place % 3 != 0;
    hasBattery = place % 2 == 1;
    hasCar = place % 3 == 1;
    hasPump = place % 4 == 2;
  }

  /**
   * Its devices before an hour, each a bidder.
   *
   * @param storedValueCentPerKwh what it thinks a stored kWh will be worth
   */
  List<DeviceBidder> devices(long hour, double storedValueCentPerKwh) {
    int clock = Math.floorMod((int) hour, 24);
    if (clock == 0) {
      sunny = 0.3 + 0.7 * random.nextDouble();
    }
    if (clock == CAR_COMES) {
      carKwh = hasCar ? 4 + 10 * random.nextDouble() : 0;
    }
    double evening = bell(clock, 19, 2.5);
    long load = Math.round(1000 * (0.2 + random.nextDouble() * (0.3 + 1.2 * evening)));
    double sun = sunny * Math.max(0, bell(clock, NOON, 3) - 0.05);
    long pv = hasPv ? Math.round(4000 * sun * (0.8 + 0.2 * random.nextDouble())) : 0;
    List<DeviceBidder> devices = new ArrayList<>();
    devices.add(new LoadBidder(load));
    devices.add(new PhotovoltaicBidder(pv));
    Battery battery =
        new Battery(
            id,
            id,
            hasBattery ? BATTERY_KWH : 0,
            0,
            BATTERY_KW,
            BATTERY_KW,
            BATTERY_EFFICIENCY,
            WEAR);
    devices.add(new BatteryBidder(battery, hasBattery ? storedKwh : 0, storedValueCentPerKwh));
    boolean isHome = clock >= CAR_COMES || clock < CAR_LEAVES;
    double hoursLeft = isHome ? Math.floorMod(CAR_LEAVES - clock, 24) : 0;
    devices.add(new ElectricVehicleBidder(isHome ? carKwh : 0, CAR_KW, hoursLeft));
    double outside = 6 + 4 * bell(clock, 15, 5);
    double unheated = celsius + LEAKAGE_PER_HOUR * (outside - celsius);
    devices.add(
        new HeatPumpBidder(
            LEAST_CELSIUS, MOST_CELSIUS, unheated, KELVIN_PER_KWH, hasPump ? PUMP_KW : 0));
    celsius = unheated;
    return devices;
  }

  /**
   * Uses what it traded and has its tariff do the rest.
   *
   * @param boughtWh net energy traded
   * @return what its tariff charges, micro-cent, negative when paid
   */
  long use(List<DeviceBidder> devices, PriceLimits limits, long boughtWh) {
    long residual = -boughtWh;
    List<Wanted> wanted = new ArrayList<>();
    for (int device = 0; device < devices.size(); device++) {
      DeviceBid bid = devices.get(device).bid(limits);
      residual += bid.inelasticWh();
      take(devices.get(device), bid.inelasticWh());
      for (StorageOffer offer : bid.offers()) {
        wanted.add(new Wanted(device, offer));
      }
    }
    if (residual < 0) {
      wanted.sort(
          (a, b) ->
              Long.compare(
                  b.offer().chargeValueMilliCentPerKwh(), a.offer().chargeValueMilliCentPerKwh()));
      for (Wanted one : wanted) {
        boolean pays = one.offer().chargeValueMilliCentPerKwh() > limits.floor();
        long wh = pays ? Math.min(-residual, one.offer().chargeWh()) : 0;
        take(devices.get(one.device()), wh);
        residual += wh;
      }
    } else {
      for (Wanted one : wanted) {
        boolean pays = one.offer().dischargeCostMilliCentPerKwh() < limits.ceiling();
        long wh = pays ? Math.min(residual, one.offer().dischargeWh()) : 0;
        take(devices.get(one.device()), -wh);
        residual -= wh;
      }
    }
    return residual * (residual > 0 ? limits.ceiling() : limits.floor());
  }

  /** Energy stored that could still be given at the meter, kWh. */
  double storedKwh() {
    return hasBattery ? storedKwh * BATTERY_EFFICIENCY : 0;
  }

  private void take(DeviceBidder device, long wh) {
    double kwh = wh / 1000.0;
    if (device instanceof BatteryBidder) {
      storedKwh += kwh > 0 ? kwh * BATTERY_EFFICIENCY : kwh / BATTERY_EFFICIENCY;
    } else if (device instanceof ElectricVehicleBidder) {
      carKwh = Math.max(0, carKwh - kwh);
    } else if (device instanceof HeatPumpBidder) {
      celsius += kwh * KELVIN_PER_KWH;
    }
  }

  private static double bell(double clock, double middle, double width) {
    double away = (clock - middle) / width;
    return StrictMath.exp(-away * away);
  }
}
