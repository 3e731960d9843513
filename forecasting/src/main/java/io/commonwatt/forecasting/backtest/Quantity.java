package io.commonwatt.forecasting.backtest;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * What a series measures.
 *
 * @param unit of its values, as the data set states it
 * @param kind what it follows
 * @param zone local time of the people behind it where the file's clock is UTC; UTC where the
 *     file's clock is theirs
 * @param holidays region whose holidays they keep, as {@link
 *     io.commonwatt.forecasting.feature.Holidays} names it; empty for none
 * @param place where it is; null when not known
 */
public record Quantity(String unit, Kind kind, ZoneId zone, String holidays, Place place) {

  /** What a series measures where nobody keeps holidays. */
  public Quantity(String unit, Kind kind, ZoneId zone) {
    this(unit, kind, zone, "", null);
  }

  /** What a series measures where it is not known where it is. */
  public Quantity(String unit, Kind kind, ZoneId zone, String holidays) {
    this(unit, kind, zone, holidays, null);
  }

  /** Watts of the units of power. */
  private static final Map<String, Double> WATTS = Map.of("W", 1.0, "kW", 1e3, "MW", 1e6);

  /** Watt-hours of the units of energy in an interval. */
  private static final Map<String, Double> WATT_HOURS = Map.of("Wh", 1.0, "kWh", 1e3, "MWh", 1e6);

  /** What a series follows. */
  public enum Kind {
    /** People; never negative. */
    LOAD,
    /** People and the sun or the wind behind the same meter; negative when they feed in. */
    NET_LOAD,
    /** The sun; never negative, nothing at night. */
    GENERATION
  }

  /** A load by the file's own clock. */
  public static Quantity load(String unit) {
    return new Quantity(unit, Kind.LOAD, ZoneOffset.UTC);
  }

  /** Energy of an interval with the value one, Wh; one where the unit is none of energy. */
  public double wattHours(int stepSeconds) {
    Double watts = WATTS.get(unit);
    return watts != null ? watts * stepSeconds / 3600 : WATT_HOURS.getOrDefault(unit, 1.0);
  }
}
