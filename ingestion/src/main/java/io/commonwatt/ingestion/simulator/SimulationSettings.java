package io.commonwatt.ingestion.simulator;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * What to simulate.
 *
 * @param homes how many homes, at least 1
 * @param days how many UTC days, at least 1
 * @param seed of everything
 * @param from first UTC day
 * @param stepMinutes metering interval: 15, 30 or 60 min
 * @param maxHomesPerCommunity communities are filled one after the other up to this size
 */
public record SimulationSettings(
    int homes, int days, long seed, LocalDate from, int stepMinutes, int maxHomesPerCommunity) {

  /** Where no other start is asked for. */
  public static final LocalDate DEFAULT_FROM = LocalDate.of(2025, 5, 1);

  /** Metering interval unless told otherwise, min. */
  public static final int DEFAULT_STEP_MINUTES = 30;

  /** So small that every test crosses partitions. */
  public static final int DEFAULT_MAX_HOMES_PER_COMMUNITY = 20;

  /** Local time of the homes. */
  public static final ZoneId TIME_ZONE = ZoneId.of("Europe/London");

  /** ISO 4217 code of all prices. */
  public static final String CURRENCY = "EUR";

  public SimulationSettings {
    if (homes < 1 || days < 1 || maxHomesPerCommunity < 1) {
      throw new IllegalArgumentException(
          "Simulation of "
              + homes
              + " homes, "
              + days
              + " days, at most "
              + maxHomesPerCommunity
              + " homes per community: each must be at least 1");
    }
    if (stepMinutes != 15 && stepMinutes != 30 && stepMinutes != 60) {
      throw new IllegalArgumentException(
          "Simulation step of " + stepMinutes + " min; choose 15, 30 or 60");
    }
  }

  /** Settings with the defaults for all but size and seed. */
  public static SimulationSettings of(int homes, int days, long seed) {
    return new SimulationSettings(
        homes, days, seed, DEFAULT_FROM, DEFAULT_STEP_MINUTES, DEFAULT_MAX_HOMES_PER_COMMUNITY);
  }

  /** Start of the run. */
  public Instant fromInstant() {
    return from.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** End of the run, exclusive. */
  public Instant toInstant() {
    return from.plusDays(days).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** The files hold what had arrived by then: an hour after the end. */
  public Instant closesAt() {
    return toInstant().plusSeconds(3600);
  }

  int stepSeconds() {
    return stepMinutes * 60;
  }
}
