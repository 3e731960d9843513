package io.commonwatt.forecasting.series;

import io.commonwatt.contracts.weather.WeatherForecast;
import io.commonwatt.contracts.weather.WeatherObserved;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * Weather of one place on a quarter-hour ring: what was observed, and for every quarter what the
 * newest forecast that spoke of it said. It reaches back as far as the energy histories and ahead
 * over the horizon; what a forecast says about later days is not kept. Not thread-safe.
 */
public final class WeatherHistory {

  private static final int AHEAD_DAYS = 4;

  /** The quantities of the ring; the order is part of the state format. */
  private enum Layer {
    OBSERVED_TEMPERATURE,
    OBSERVED_IRRADIANCE,
    FORECAST_TEMPERATURE,
    FORECAST_IRRADIANCE
  }

  private final QuarterRing ring =
      new QuarterRing(Layer.values().length, SeriesHistory.RETAINED_DAYS + AHEAD_DAYS);
  private long newestSecond = Long.MIN_VALUE;
  private long beforeSecond = Long.MIN_VALUE;

  /** Files an observation. */
  public void observe(WeatherObserved observed) {
    long from = observed.start().getEpochSecond();
    long to = from + observed.lengthSeconds();
    fill(Layer.OBSERVED_TEMPERATURE, from, to, observed.temperatureC());
    fill(Layer.OBSERVED_IRRADIANCE, from, to, observed.irradianceWPerM2());
  }

  /** Hours since the newest forecast was issued; NaN where there is none. */
  public double forecastAgeHours(Instant at) {
    return newestSecond == Long.MIN_VALUE
        ? Double.NaN
        : (at.getEpochSecond() - newestSecond) / 3600.0;
  }

  /** Hours between the last two forecasts; 0 where there are not two. */
  public double forecastIntervalHours() {
    return beforeSecond == Long.MIN_VALUE ? 0 : (newestSecond - beforeSecond) / 3600.0;
  }

  /** Files a forecast; where it overlaps an earlier one it holds. */
  public void forecast(WeatherForecast forecast) {
    long issuedSecond = forecast.issued().getEpochSecond();
    if (issuedSecond > newestSecond) {
      beforeSecond = newestSecond;
      newestSecond = issuedSecond;
    }
    fill(Layer.FORECAST_TEMPERATURE, forecast, forecast.temperatureC());
    fill(Layer.FORECAST_IRRADIANCE, forecast, forecast.irradianceWPerM2());
  }

  /** Observed mean temperature, °C; the forecast where nothing was observed; else NaN. */
  public double pastTemperatureC(long fromSecond, long toSecond) {
    double observed = mean(Layer.OBSERVED_TEMPERATURE, fromSecond, toSecond);
    return Double.isNaN(observed) ? forecastTemperatureC(fromSecond, toSecond) : observed;
  }

  /** Observed mean irradiance, W/m²; the forecast where nothing was observed; else NaN. */
  public double pastIrradiance(long fromSecond, long toSecond) {
    double observed = mean(Layer.OBSERVED_IRRADIANCE, fromSecond, toSecond);
    return Double.isNaN(observed) ? forecastIrradiance(fromSecond, toSecond) : observed;
  }

  /** Forecast mean temperature, °C; NaN where none is known. */
  public double forecastTemperatureC(long fromSecond, long toSecond) {
    return mean(Layer.FORECAST_TEMPERATURE, fromSecond, toSecond);
  }

  /** Forecast mean irradiance, W/m²; NaN where none is known. */
  public double forecastIrradiance(long fromSecond, long toSecond) {
    return mean(Layer.FORECAST_IRRADIANCE, fromSecond, toSecond);
  }

  /** Writes it without a version: the state it is part of has one. */
  public void write(DataOutput out) throws IOException {
    out.writeLong(newestSecond);
    out.writeLong(beforeSecond);
    ring.write(out);
  }

  /** Reads what {@link #write} wrote. */
  public static WeatherHistory read(DataInput in) throws IOException {
    WeatherHistory history = new WeatherHistory();
    history.newestSecond = in.readLong();
    history.beforeSecond = in.readLong();
    history.ring.read(in);
    return history;
  }

  private void fill(Layer layer, WeatherForecast forecast, List<Double> values) {
    long from = forecast.start().getEpochSecond();
    long limit = forecast.issued().getEpochSecond() + (long) AHEAD_DAYS * Series.DAY_SECONDS;
    for (int i = 0; i < values.size(); i++) {
      long start = from + (long) i * forecast.stepSeconds();
      if (start >= limit) {
        return;
      }
      fill(layer, start, start + forecast.stepSeconds(), values.get(i));
    }
  }

  private void fill(Layer layer, long fromSecond, long toSecond, double value) {
    ring.fill(layer.ordinal(), fromSecond, toSecond, value);
  }

  private double mean(Layer layer, long fromSecond, long toSecond) {
    return ring.mean(layer.ordinal(), fromSecond, toSecond);
  }
}
