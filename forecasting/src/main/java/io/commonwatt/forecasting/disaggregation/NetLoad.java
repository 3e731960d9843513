package io.commonwatt.forecasting.disaggregation;

import java.time.LocalDateTime;
import java.util.List;

/**
 * A net load with the weather over it, interval by interval, and what is known of its parts. Load
 * convention: generation is negative. Gaps are NaN. The arrays are not copied.
 *
 * @param times start of each interval, by the file's clock
 * @param net net load, any unit of power
 * @param irradiance global horizontal, W/m²
 * @param windSpeed at about hub height, m/s
 * @param solar metered solar part, in the unit of the net load, ≤ 0; NaN where not metered
 * @param wind metered wind part likewise
 */
public record NetLoad(
    String name,
    List<LocalDateTime> times,
    double[] net,
    double[] irradiance,
    double[] windSpeed,
    double[] solar,
    double[] wind) {

  public NetLoad {
    times = List.copyOf(times);
  }
}
