package io.commonwatt.ingestion.simulator;

import io.commonwatt.contracts.reading.Channel;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Sends what a meter measured on one day, with the faults meters and their networks have. Function
 * of (seed, home, channel, day).
 */
final class FaultyMeter {

  private static final int MINUTE = 60;
  private static final int HOUR = 3600;
  private static final int DAY = 86_400;
  private static final int SPIKE_FACTOR = 20;

  private final SimulationSettings settings;
  private final FaultRates rates;
  private final Incidents incidents;
  private final Consumer<SentReading> sent;
  private final Consumer<PlantedFault> planted;

  /** Both consumers also get what the files' closing time cuts off; they decide. */
  FaultyMeter(
      SimulationSettings settings,
      FaultRates rates,
      Incidents incidents,
      Consumer<SentReading> sent,
      Consumer<PlantedFault> planted) {
    this.settings = settings;
    this.rates = rates;
    this.incidents = incidents;
    this.sent = sent;
    this.planted = planted;
  }

  /** Sends one day of one channel. */
  void send(SimulatedHome home, Channel channel, long epochDay, boolean outageFeeder) {
    long[] energyWh = HomeDay.energyWh(home, channel, epochDay, settings, incidents, outageFeeder);
    Draws draws = Draws.named(settings.seed(), home.id() + "/faults/" + channel.code(), epochDay);
    boolean[] missing = gaps(draws, energyWh.length);
    int frozenFrom = frozenFrom(draws, energyWh.length);
    int frozenTo = frozenFrom + 4 * HOUR / settings.stepSeconds();
    for (int step = 0; step < energyWh.length; step++) {
      Instant start = HomeDay.start(epochDay, step, settings);
      Sending sending = new Sending(home, channel, start, energyWh[step], draws);
      if (incidents.poweredShare(outageFeeder, start) <= 0) {
        sending.plant(Fault.OUTAGE, "", null);
      } else if (missing[step]) {
        sending.plant(Fault.GAP, "", null);
      } else if (frozenFrom >= 0
          && step > frozenFrom
          && step < frozenTo
          && energyWh[step] != energyWh[frozenFrom]) {
        sending.sendWrong(Fault.FROZEN, energyWh[frozenFrom], SentReading.WATT_HOURS);
      } else {
        sending.send();
      }
    }
  }

  private boolean[] gaps(Draws draws, int steps) {
    boolean[] missing = new boolean[steps];
    int perHour = HOUR / settings.stepSeconds();
    if (draws.chance(rates.shortGapPerDay())) {
      mark(missing, draws, 1 + draws.below(2 * perHour));
    }
    if (draws.chance(rates.longGapPerDay())) {
      mark(missing, draws, 3 * perHour + draws.below(7 * perHour + 1));
    }
    return missing;
  }

  private static void mark(boolean[] missing, Draws draws, int length) {
    int from = draws.below(missing.length);
    for (int step = from; step < from + length && step < missing.length; step++) {
      missing[step] = true;
    }
  }

  private int frozenFrom(Draws draws, int steps) {
    return draws.chance(rates.frozenPerDay()) ? draws.below(steps) : -1;
  }

  /** One interval on its way. */
  private final class Sending {
    private final SimulatedHome home;
    private final Channel channel;
    private final Instant start;
    private final long energyWh;
    private final Draws draws;
    private final Instant receivedAt;
    private final boolean late;

    Sending(SimulatedHome home, Channel channel, Instant start, long energyWh, Draws draws) {
      this.home = home;
      this.channel = channel;
      this.start = start;
      this.energyWh = energyWh;
      this.draws = draws;
      int delay = MINUTE + draws.below(11 * MINUTE);
      double fate = draws.uniform();
      int extra =
          fate < rates.lateByHours()
              ? HOUR + draws.below(11 * HOUR)
              : fate < rates.lateByHours() + rates.lateByDays() ? DAY + draws.below(2 * DAY) : 0;
      this.late = extra > 0;
      this.receivedAt = start.plusSeconds(settings.stepSeconds() + delay + extra);
    }

    void send() {
      double fate = draws.uniform();
      double from = 0;
      if (fate < (from += rates.spike()) && energyWh > 0) {
        sendWrong(Fault.SPIKE, energyWh * SPIKE_FACTOR, SentReading.WATT_HOURS);
      } else if (fate < (from += rates.unitError()) && energyWh > 0) {
        sendWrong(Fault.UNIT_ERROR, energyWh, SentReading.KILOWATT_HOURS);
      } else if (fate < (from += rates.negative()) && energyWh > 0) {
        sendWrong(Fault.NEGATIVE, -energyWh, SentReading.WATT_HOURS);
      } else if (fate < (from += rates.correction()) && energyWh > 3) {
        long wrong = (long) (energyWh * draws.between(0.5, 1.5)) + 1;
        sendWrong(Fault.CORRECTION, wrong == energyWh ? wrong + 1 : wrong, SentReading.WATT_HOURS);
        Instant corrected = receivedAt.plusSeconds(2 * HOUR + draws.below(2 * DAY));
        sent.accept(reading(energyWh, SentReading.WATT_HOURS, corrected));
      } else {
        SentReading reading = reading(energyWh, SentReading.WATT_HOURS, receivedAt);
        sent.accept(reading);
        if (fate < from + rates.duplicate()) {
          sent.accept(reading);
          plant(Fault.DUPLICATE, energyWh + " " + SentReading.WATT_HOURS, receivedAt);
        } else if (late) {
          plant(Fault.LATE, energyWh + " " + SentReading.WATT_HOURS, receivedAt);
        }
      }
    }

    void sendWrong(Fault fault, long value, String unit) {
      sent.accept(reading(value, unit, receivedAt));
      plant(fault, value + " " + unit, receivedAt);
    }

    void plant(Fault fault, String sentAs, Instant at) {
      planted.accept(
          new PlantedFault(
              fault,
              home.id(),
              meter(),
              channel,
              start,
              settings.stepSeconds(),
              energyWh,
              sentAs,
              at));
    }

    private SentReading reading(long value, String unit, Instant at) {
      return new SentReading(meter(), channel, start, settings.stepSeconds(), value, unit, at);
    }

    private String meter() {
      boolean exchanged =
          home.number() == incidents.exchangedHome() && !start.isBefore(incidents.exchangedAt());
      return exchanged ? home.nextMeter() : home.meter();
    }
  }
}
