package io.commonwatt.ingestion.simulator;

import io.commonwatt.contracts.reading.MeterEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;

/** Writes what meters report beside readings: the outage of their feeder, an exchange. */
final class EventFiles {

  static final String HEADER = "meter,type,at,received_at";

  private record Event(String meter, MeterEvent.Type type, Instant at, Instant receivedAt) {
    String line() {
      return meter + ',' + type + ',' + at + ',' + receivedAt;
    }
  }

  private EventFiles() {}

  static void write(Neighbourhood neighbourhood, Incidents incidents, Path folder)
      throws IOException {
    SimulationSettings settings = neighbourhood.settings();
    DayFiles<Event> files =
        new DayFiles<>(
            folder.resolve("events"),
            HEADER,
            Event::receivedAt,
            Event::line,
            Comparator.comparing(Event::receivedAt).thenComparing(Event::meter),
            settings.closesAt());
    String feeder = neighbourhood.feederOf(incidents.outageHome());
    for (SimulatedHome home : neighbourhood.homesOn(feeder)) {
      Draws draws = Draws.named(settings.seed(), home.id() + "/events");
      Instant from = incidents.outageFrom();
      Instant to = incidents.outageTo();
      boolean exchanged =
          home.number() == incidents.exchangedHome() && !from.isBefore(incidents.exchangedAt());
      String meter = exchanged ? home.nextMeter() : home.meter();
      files.add(
          new Event(
              meter, MeterEvent.Type.POWER_FAIL, from, from.plusSeconds(20 + draws.below(90))));
      files.add(
          new Event(
              meter, MeterEvent.Type.POWER_RESTORE, to, to.plusSeconds(60 + draws.below(240))));
    }
    SimulatedHome exchangedHome = neighbourhood.homes().get(incidents.exchangedHome());
    Instant at = incidents.exchangedAt();
    files.add(
        new Event(
            exchangedHome.nextMeter(), MeterEvent.Type.METER_EXCHANGED, at, at.plusSeconds(600)));
    files.writeAll();
  }
}
