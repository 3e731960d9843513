package io.commonwatt.forecasting.feature;

import io.commonwatt.forecasting.series.Series;
import java.time.Instant;

/** Who pays prices that follow a market. Deterministic. */
public interface PriceFollowers {

  /** Whether a series does at a time; a sum does when one of its members may. */
  boolean follows(Series series, Instant at);
}
