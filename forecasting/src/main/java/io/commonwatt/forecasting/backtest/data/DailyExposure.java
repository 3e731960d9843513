package io.commonwatt.forecasting.backtest.data;

import io.commonwatt.forecasting.backtest.Place;
import io.commonwatt.forecasting.backtest.RegularSeries;
import io.commonwatt.forecasting.backtest.Weather;
import io.commonwatt.forecasting.backtest.Weather.Element;
import io.commonwatt.forecasting.backtest.Weather.Source;
import io.commonwatt.forecasting.solar.SolarGeometry;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * What the sun gave each local day, measured: global exposure, MJ/m². One row a day, one column a
 * station, no header. It says how bright a day was and nothing of its hours.
 */
final class DailyExposure {

  private static final int SUN_SAMPLES = 4;
  private static final int STEP_SECONDS = 900;
  private static final double JOULES_PER_MEGAJOULE = 1e6;

  private final LocalDate first;

  /** Mean of the stations that have it; NaN where none has. */
  private final double[] exposures;

  private DailyExposure(LocalDate first, double[] exposures) {
    this.first = first;
    this.exposures = exposures;
  }

  /**
   * Reads a file.
   *
   * @param first day of the first row
   */
  static DailyExposure read(Path file, LocalDate first) {
    List<String> lines = DataFile.lines(file);
    double[] exposures = new double[lines.size()];
    for (int row = 0; row < exposures.length; row++) {
      double sum = 0;
      int known = 0;
      for (String cell : lines.get(row).split(",", -1)) {
        double value = DataFile.number(cell);
        if (value >= 0) {
          sum += value;
          known++;
        }
      }
      exposures[row] = known == 0 ? Double.NaN : sum / known;
    }
    return new DailyExposure(first, exposures);
  }

  /** Irradiance of each interval of a series: so much of a clear sky's as the whole day had. */
  Weather over(RegularSeries series) {
    Place place = series.quantity().place();
    SolarGeometry sun = new SolarGeometry(place.latitude(), place.longitude());
    ZoneId zone = series.quantity().zone();
    double[] shares = new double[exposures.length];
    for (int row = 0; row < shares.length; row++) {
      shares[row] = exposures[row] / clearExposure(sun, first.plusDays(row), zone);
    }
    double[] irradiances = new double[series.length()];
    for (int index = 0; index < irradiances.length; index++) {
      Instant start = series.timeOf(index).toInstant(ZoneOffset.UTC);
      long row = ChronoUnit.DAYS.between(first, LocalDate.ofInstant(start, zone));
      boolean known = row >= 0 && row < shares.length;
      double clear = clearSky(sun, start.getEpochSecond(), series.stepSeconds());
      irradiances[index] = known ? clear * shares[(int) row] : Double.NaN;
    }
    return new Weather(Source.MEASURED, Map.of(Element.IRRADIANCE, irradiances));
  }

  /** What a clear sky gives a local day, MJ/m². */
  private static double clearExposure(SolarGeometry sun, LocalDate day, ZoneId zone) {
    long end = day.plusDays(1).atStartOfDay(zone).toEpochSecond();
    double joules = 0;
    for (long at = day.atStartOfDay(zone).toEpochSecond(); at < end; at += STEP_SECONDS) {
      joules += STEP_SECONDS * clearSky(sun, at, STEP_SECONDS);
    }
    return joules / JOULES_PER_MEGAJOULE;
  }

  /** Mean irradiance of a clear sky over some seconds, W/m². */
  private static double clearSky(SolarGeometry sun, long second, int seconds) {
    double sum = 0;
    for (int i = 0; i < SUN_SAMPLES; i++) {
      double middle = second + seconds * (i + .5) / SUN_SAMPLES;
      sum += SolarGeometry.clearSkyIrradiance(sun.sinElevation(middle));
    }
    return sum / SUN_SAMPLES;
  }
}
