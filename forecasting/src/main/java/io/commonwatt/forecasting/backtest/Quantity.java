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
 */
public record Quantity(String unit, Kind kind, ZoneId zone) {

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
