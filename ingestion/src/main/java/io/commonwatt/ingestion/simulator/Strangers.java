package io.commonwatt.ingestion.simulator;

import io.commonwatt.contracts.reading.Channel;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.Consumer;

/** Lines that belong to nobody: of an unknown meter, and of intervals in 1999 and 2099. */
final class Strangers {

  private static final long VALUE_WH = 120;
  private static final int DELAY_SECONDS = 240;

  private final Incidents incidents;
  private final SimulationSettings settings;
  private final SimulatedHome neighbour;
  private final boolean here;

  Strangers(Neighbourhood neighbourhood, Incidents incidents, String feeder) {
    this.incidents = incidents;
    this.settings = neighbourhood.settings();
    this.neighbour = neighbourhood.homes().get(incidents.strangerHome());
    this.here = neighbourhood.feederOf(incidents.strangerHome()).equals(feeder);
  }

  /** Sends what arrives on that day on this feeder. */
  void send(LocalDate day, Consumer<SentReading> sent, Consumer<PlantedFault> planted) {
    if (!here) {
      return;
    }
    if (isOn(incidents.unknownFrom(), day)) {
      for (int reading = 0; reading < Incidents.UNKNOWN_READINGS; reading++) {
        Instant start =
            incidents.unknownFrom().plusSeconds((long) reading * settings.stepSeconds());
        Instant receivedAt = start.plusSeconds(settings.stepSeconds() + DELAY_SECONDS);
        send(Fault.UNKNOWN_METER, Incidents.UNKNOWN_METER, "", start, receivedAt, sent, planted);
      }
    }
    if (isOn(incidents.clockWrongAt(), day)) {
      String meter = neighbour.meter();
      Instant at = incidents.clockWrongAt();
      send(Fault.CLOCK_WRONG, meter, neighbour.id(), Incidents.PAST, at, sent, planted);
      send(Fault.CLOCK_WRONG, meter, neighbour.id(), Incidents.FUTURE, at, sent, planted);
    }
  }

  private void send(
      Fault fault,
      String meter,
      String usagePoint,
      Instant start,
      Instant receivedAt,
      Consumer<SentReading> sent,
      Consumer<PlantedFault> planted) {
    int seconds = settings.stepSeconds();
    sent.accept(
        new SentReading(
            meter,
            Channel.CONSUMPTION,
            start,
            seconds,
            VALUE_WH,
            SentReading.WATT_HOURS,
            receivedAt));
    planted.accept(
        new PlantedFault(
            fault,
            usagePoint,
            meter,
            Channel.CONSUMPTION,
            start,
            seconds,
            null,
            VALUE_WH + " " + SentReading.WATT_HOURS,
            receivedAt));
  }

  private static boolean isOn(Instant at, LocalDate day) {
    return at.atOffset(ZoneOffset.UTC).toLocalDate().equals(day);
  }
}
