package io.commonwatt.forecasting.backtest;

import java.util.EnumMap;
import java.util.Map;

/**
 * What is known ahead about the surroundings of a series, on the intervals of the series. A
 * forecaster may look at any interval of it, also beyond the cut-off: that is why every result
 * names its {@link Source}. Gaps are NaN. Immutable.
 */
public final class Weather {

  /** Where it comes from. */
  public enum Source {
    /** No weather. */
    NONE,
    /** Forecast before, as data sets keep it. */
    FORECAST,
    /** Computed afterwards from everything measured: as good as a perfect forecast. */
    REANALYSIS,
    /** Measured at the time: a perfect forecast. */
    MEASURED
  }

  /** An element of the surroundings. */
  public enum Element {
    /** Air temperature, °C. */
    TEMPERATURE,
    /** Global horizontal irradiance, W/m²; the mean where several points are known. */
    IRRADIANCE,
    /** Wind speed, m/s. */
    WIND,
    /** Standard profile of the consumers behind a feeder, in any unit. */
    PROFILE
  }

  /** No weather. */
  public static final Weather NONE = new Weather(Source.NONE, Map.of());

  private final Source source;
  private final Map<Element, double[]> values = new EnumMap<>(Element.class);

  /**
   * @param values by element, one per interval of the series
   */
  public Weather(Source source, Map<Element, double[]> values) {
    this.source = source;
    values.forEach((element, each) -> this.values.put(element, each.clone()));
  }

  public Source source() {
    return source;
  }

  /** Whether an element is known at all. */
  public boolean has(Element element) {
    return values.containsKey(element);
  }

  /** Value of an interval; NaN where it is not known. */
  public double at(Element element, int index) {
    double[] known = values.get(element);
    return known == null || index < 0 || index >= known.length ? Double.NaN : known[index];
  }
}
