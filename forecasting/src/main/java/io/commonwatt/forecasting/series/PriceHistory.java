package io.commonwatt.forecasting.series;

import io.commonwatt.contracts.price.Price;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * Import prices of one market on a quarter-hour ring: of the last days, and of those ahead as far
 * as they are published. Not thread-safe.
 */
public final class PriceHistory {

  private static final int BACK_DAYS = 12;
  private static final int AHEAD_DAYS = 4;
  private static final int ONLY = 0;
  private static final int HOURS = 24;

  private final QuarterRing ring = new QuarterRing(1, BACK_DAYS + AHEAD_DAYS);

  /** By hour of the day, how far ahead prices are usually known then, h; 0 where not seen yet. */
  private final float[] usualHours = new float[HOURS];

  /**
   * Files a price; where it overlaps an earlier one it holds. What is too far ahead is not kept.
   */
  public void publish(Price price) {
    long from = price.start().getEpochSecond();
    long limit = price.knownAt().getEpochSecond() + (long) AHEAD_DAYS * Series.DAY_SECONDS;
    if (from < limit) {
      long to = Math.min(limit, from + price.lengthSeconds());
      ring.fill(ONLY, from, to, price.importMilliCentPerKwh());
    }
  }

  /** Mean price of energy taken, milli-cent/kWh; NaN where none is known. */
  public double meanMilliCentPerKwh(long fromSecond, long toSecond) {
    return ring.mean(ONLY, fromSecond, toSecond);
  }

  /** How far ahead prices are known without a gap, h. */
  public double aheadHours(Instant at) {
    return ring.knownSeconds(ONLY, at.getEpochSecond()) / 3600.0;
  }

  /**
   * How far ahead they usually are at that hour of the day, h; asked once an issue, which it then
   * remembers. It forgets an hour a day: a market that comes to publish later is late for some days
   * only.
   */
  public double usualHours(Instant at) {
    int hour = at.atOffset(ZoneOffset.UTC).getHour();
    float usual = usualHours[hour];
    usualHours[hour] = Math.max((float) aheadHours(at), usual - 1);
    return usual;
  }

  /** Writes it without a version: the state it is part of has one. */
  public void write(DataOutput out) throws IOException {
    ring.write(out);
    for (float hours : usualHours) {
      out.writeFloat(hours);
    }
  }

  /** Reads what {@link #write} wrote. */
  public static PriceHistory read(DataInput in) throws IOException {
    PriceHistory history = new PriceHistory();
    history.ring.read(in);
    for (int hour = 0; hour < HOURS; hour++) {
      history.usualHours[hour] = in.readFloat();
    }
    return history;
  }
}
