package io.commonwatt.ingestion.simulator;

import java.time.Duration;
import java.time.Instant;

/**
 * The incidents of a run that happen once, at times that follow from its length: an outage on one
 * feeder, a meter exchanged mid-run, a meter nobody knows, and a meter whose clock is wrong.
 */
final class Incidents {

  static final String UNKNOWN_METER = "meter-unknown-1";

  /** How many readings the unknown meter sends. */
  static final int UNKNOWN_READINGS = 4;

  /** Intervals that readings with a wrong clock claim. */
  static final Instant PAST = Instant.parse("1999-12-31T22:00:00Z");

  static final Instant FUTURE = Instant.parse("2099-06-30T12:00:00Z");

  private final SimulationSettings settings;

  Incidents(SimulationSettings settings) {
    this.settings = settings;
  }

  /** A home on the feeder that loses power. */
  int outageHome() {
    return Math.min(1, settings.homes() - 1);
  }

  Instant outageFrom() {
    return settings.fromInstant().plus(Duration.ofHours(24L * dayOrLast(9) + 17));
  }

  Instant outageTo() {
    return outageFrom().plus(Duration.ofMinutes(90));
  }

  /** The home whose meter is exchanged. */
  int exchangedHome() {
    return Math.min(4, settings.homes() - 1);
  }

  Instant exchangedAt() {
    return settings.fromInstant().plus(Duration.ofHours(24L * (settings.days() / 2) + 10));
  }

  /** Home on whose feeder the unknown meter and the wrong clock are read. */
  int strangerHome() {
    return 0;
  }

  Instant unknownFrom() {
    return settings.fromInstant().plus(Duration.ofHours(24L * dayOrLast(2) + 12));
  }

  /** When the readings with a wrong clock arrive. */
  Instant clockWrongAt() {
    return settings.fromInstant().plus(Duration.ofHours(24L * dayOrLast(3) + 8));
  }

  /** Share of an interval the home had power, 0…1. */
  double poweredShare(boolean outageFeeder, Instant start) {
    if (!outageFeeder) {
      return 1;
    }
    Instant end = start.plusSeconds(settings.stepSeconds());
    Instant from = start.isAfter(outageFrom()) ? start : outageFrom();
    Instant to = end.isBefore(outageTo()) ? end : outageTo();
    if (!from.isBefore(to)) {
      return 1;
    }
    return 1 - Duration.between(from, to).toSeconds() / (double) settings.stepSeconds();
  }

  private int dayOrLast(int day) {
    return Math.min(day, settings.days() - 1);
  }
}
