package io.commonwatt.ingestion.door.dataset;

import io.commonwatt.ingestion.simulator.WholesaleMarket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** When day-ahead prices are published in a run: at noon before, what is older at its start. */
public final class DayAhead {

  private static final long SECONDS_PER_DAY = 86_400;

  private DayAhead() {}

  /** Days since 1970 whose prices become known at that full hour. */
  public static List<Long> listDays(Instant from, Instant hour) {
    List<Long> days = new ArrayList<>();
    if (hour.equals(from)) {
      for (long day = day(from); !WholesaleMarket.publishedAt(day).isAfter(from); day++) {
        days.add(day);
      }
    } else if (WholesaleMarket.publishedAt(day(hour) + 1).equals(hour)) {
      days.add(day(hour) + 1);
    }
    return days;
  }

  static Instant start(long day) {
    return Instant.ofEpochSecond(day * SECONDS_PER_DAY);
  }

  static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static long day(Instant instant) {
    return Math.floorDiv(instant.getEpochSecond(), SECONDS_PER_DAY);
  }
}
