package io.commonwatt.ingestion.simulator;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A car that comes home, needs energy and leaves in the morning. For now it charges at once and at
 * full power, so that it is demand. Function of (seed, home, local day). Not thread-safe.
 */
final class ElectricCar {

  private final long seed;
  private final String home;
  private final double chargerKw;
  private final double dailyKwh;
  private final double arrivalHour;
  private final DayMemo<Optional<Stay>> stays = new DayMemo<>(4, this::plugIn);

  ElectricCar(long seed, String home) {
    this.seed = seed;
    this.home = home;
    Draws draws = Draws.named(seed, home + "/car");
    this.chargerKw = draws.chance(0.35) ? 3.6 : 7.4;
    this.dailyKwh = draws.between(4.5, 9);
    this.arrivalHour = draws.between(16.8, 19.2);
  }

  double chargerKw() {
    return chargerKw;
  }

  /**
   * A stay at the charger.
   *
   * @param arrivalHour hour of the local day
   * @param departureHour hour of the local day, above 24 on the next day
   * @param energyKwh needed by departure
   */
  record Stay(double arrivalHour, double departureHour, double energyKwh) {}

  /** The stay that begins on a local day, if the car is plugged in. */
  Optional<Stay> findStay(long localEpochDay) {
    return stays.get(localEpochDay);
  }

  private Optional<Stay> plugIn(long localEpochDay) {
    Draws draws = Draws.named(seed, home + "/stay", localEpochDay);
    DayOfWeek weekday = LocalDate.ofEpochDay(localEpochDay).getDayOfWeek();
    boolean weekend = weekday == DayOfWeek.SATURDAY || weekday == DayOfWeek.SUNDAY;
    if (!draws.chance(weekend ? 0.45 : 0.75)) {
      return Optional.empty();
    }
    double arrival = weekend ? draws.between(13, 20) : arrivalHour + 0.7 * draws.gaussian();
    double energyKwh = dailyKwh * StrictMath.exp(0.35 * draws.gaussian());
    double departure = 24 + draws.between(6.8, 8.6);
    double bounded = StrictMath.max(10, StrictMath.min(23, arrival));
    double mostKwh = chargerKw * (departure - bounded);
    return Optional.of(new Stay(bounded, departure, StrictMath.min(mostKwh, energyKwh)));
  }

  /** Energy charged in a quarter-hour of a local day, Wh. */
  double energyWh(long localEpochDay, int quarter) {
    double hour = quarter / 4.0;
    return charged(findStay(localEpochDay), hour) + charged(findStay(localEpochDay - 1), hour + 24);
  }

  private double charged(Optional<Stay> plugged, double fromHour) {
    if (plugged.isEmpty()) {
      return 0;
    }
    Stay stay = plugged.get();
    double full = stay.arrivalHour() + stay.energyKwh() / chargerKw;
    double from = StrictMath.max(fromHour, stay.arrivalHour());
    double to = StrictMath.min(fromHour + 0.25, full);
    return to <= from ? 0 : chargerKw * (to - from) * 1000;
  }
}
