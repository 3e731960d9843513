package io.commonwatt.streams.check;

import java.util.List;
import java.util.Locale;

/**
 * The twenty kinds of fault, each with five magnitudes (severity 1 to 5). What the magnitudes mean
 * stands in {@code docs/fault-file.md}.
 */
public enum FaultKind {
  /** Hours without readings, up to two. */
  GAP_SHORT(0.5, 1, 1.5, 2, 2),
  /** Hours without readings. */
  GAP_LONG(3, 6, 12, 24, 72),
  /** How often each of two hours of readings is delivered. */
  DUPLICATE(2, 3, 5, 10, 20),
  /** Factor on a second value for two hours, later and from a less trusted source. */
  CONFLICT(1.25, 1.5, 2, 3, 10),
  /** What is added to one interval, in means of its day. */
  SPIKE(2, 3, 5, 10, 20),
  /** Factor over six hours. */
  HIGH(1.3, 1.5, 2, 3, 5),
  /** Factor over six hours. */
  LOW(0.7, 0.5, 0.3, 0.1, 0.03),
  /** Hours that repeat the value before them. */
  FROZEN(3, 6, 12, 24, 48),
  /** Hours of zeros. */
  ZERO(2, 4, 8, 24, 48),
  /** Watts over six hours at a meter of an empty home. */
  INACTIVE_USAGE(25, 50, 100, 500, 2000),
  /** Factor below zero over two hours. */
  REVERSE(0.3, 0.5, 1, 2, 5),
  /** Times what the connection carries, one interval. */
  OVER_LIMIT(1.2, 2, 10, 100, 1000),
  /** Hours a thousand times too high. */
  THOUSAND(1, 3, 6, 12, 24),
  /** Hours a thousand times too low. */
  THOUSANDTH(1, 3, 6, 12, 24),
  /** Factor over a whole day. */
  MULTIPLIER(1.5, 2, 5, 10, 40),
  /** Seconds by which the clock is late over six hours: more than the rule sets tolerate. */
  CLOCK_DRIFT(200, 300, 450, 600, 800),
  /** Intervals by which two days are late, until the clock is set. */
  CLOCK_JUMP(1, 2, 3, 4, 6),
  /** Share of each second interval's energy moved to the next, six hours, consumption only. */
  CHANNEL_SUM(0.2, 0.4, 0.6, 0.8, 1),
  /** Watt hours by which a register falls behind its reading of the day before. */
  ROLLBACK(1, 10, 100, 1000, 10000),
  /** Hours without power: nothing is sent, nothing was used. */
  OUTAGE(1, 2, 4, 8, 24);

  private final double[] magnitudes;

  FaultKind(double... magnitudes) {
    this.magnitudes = magnitudes;
  }

  /** Magnitude of a severity, 1 to 5. */
  public double magnitude(int severity) {
    return magnitudes[severity - 1];
  }

  /** Name in fault files: {@code gap-short}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The rules that answer for the kind: the one made for it and, where the energy between two
   * readings of a register changes, the sum check.
   */
  public List<String> rules() {
    return switch (this) {
      case GAP_SHORT, GAP_LONG -> List.of("gap");
      case DUPLICATE -> List.of("duplicate");
      case CONFLICT -> List.of("superseded");
      case SPIKE -> List.of("spike", "sum-check");
      case HIGH, LOW -> List.of("sum-check");
      case FROZEN -> List.of("frozen", "sum-check");
      case ZERO -> List.of("zero-consumption", "sum-check");
      case INACTIVE_USAGE -> List.of("inactive-usage", "sum-check");
      case REVERSE -> List.of("negative");
      case OVER_LIMIT -> List.of("range");
      case THOUSAND, THOUSANDTH, MULTIPLIER -> List.of("unit", "sum-check");
      case CLOCK_DRIFT -> List.of("time-tolerance");
      case CLOCK_JUMP -> List.of("clock-set");
      case CHANNEL_SUM -> List.of("channel-sum");
      case ROLLBACK -> List.of("register-rollback");
      case OUTAGE -> List.of("power-fail");
    };
  }

  /** How many hours an episode lasts; less than an interval means one interval. */
  double hours(int severity) {
    return switch (this) {
      case GAP_SHORT, GAP_LONG, FROZEN, ZERO, THOUSAND, THOUSANDTH, OUTAGE -> magnitude(severity);
      case DUPLICATE, CONFLICT, REVERSE -> 2;
      case SPIKE, OVER_LIMIT, ROLLBACK -> 0;
      case HIGH, LOW, INACTIVE_USAGE, CLOCK_DRIFT, CHANNEL_SUM -> 6;
      case MULTIPLIER -> 24;
      case CLOCK_JUMP -> 48;
    };
  }

  /** Whether an episode begins at midnight UTC. */
  boolean fromMidnight() {
    return this == MULTIPLIER || this == CLOCK_JUMP || this == ROLLBACK;
  }

  /**
   * The kind of that code.
   *
   * @throws IllegalArgumentException naming the kinds there are
   */
  public static FaultKind parse(String code) {
    for (FaultKind kind : values()) {
      if (kind.code().equals(code)) {
        return kind;
      }
    }
    StringBuilder codes = new StringBuilder();
    for (FaultKind kind : values()) {
      codes.append(codes.isEmpty() ? "" : ", ").append(kind.code());
    }
    throw new IllegalArgumentException("No kind of fault '" + code + "'; use one of " + codes);
  }
}
