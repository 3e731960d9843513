package io.commonwatt.forecasting.model;

import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.forecasting.feature.FeatureSpecification;
import io.commonwatt.forecasting.feature.Issue;
import io.commonwatt.forecasting.feature.Rows;

/**
 * The climatology every row carries, as a forecast of its own: what is left of a linear model when
 * it adds nothing. Forecasts where no model is to be trusted. Immutable, thread-safe.
 */
public final class FeatureClimatology implements QuantileModel {

  public static final String NAME = "climatology";

  private final LinearPinball nothingAdded;

  /**
   * @param channel of the series
   */
  public FeatureClimatology(Channel channel) {
    FeatureSpecification specification = FeatureSpecification.of(channel);
    nothingAdded =
        new LinearPinball(specification, new double[Rows.LEVELS.length][specification.size() + 1]);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void forecast(Issue issue, double[] quantilesWh) {
    nothingAdded.forecast(issue, quantilesWh);
  }
}
