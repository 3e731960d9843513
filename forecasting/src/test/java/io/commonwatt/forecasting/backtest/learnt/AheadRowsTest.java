package io.commonwatt.forecasting.backtest.learnt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.commonwatt.forecasting.backtest.Past;
import io.commonwatt.forecasting.backtest.Place;
import io.commonwatt.forecasting.backtest.Quantity;
import io.commonwatt.forecasting.backtest.Quantity.Kind;
import io.commonwatt.forecasting.backtest.RegularSeries;
import io.commonwatt.forecasting.backtest.Weather;
import io.commonwatt.forecasting.feature.FeatureSpecification.Feature;
import io.commonwatt.forecasting.feature.Holidays;
import io.commonwatt.forecasting.feature.Rows;
import io.commonwatt.forecasting.solar.SolarGeometry;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows for any lead. */
class AheadRowsTest {

  private static final LocalDateTime START = LocalDateTime.parse("2024-01-01T00:00:00");
  private static final int DAY = 24;
  private static final int CUT_OFF = 100 * DAY;
  private static final int MONTH = 31 * DAY;

  @ParameterizedTest
  @EnumSource(Kind.class)
  void shouldKnowThePastOfEveryTargetOfAMonth(Kind kind) {
    double[] values = new double[CUT_OFF];
    for (int i = 0; i < values.length; i++) {
      values[i] = shape(i);
    }
    Quantity quantity = new Quantity("kW", kind, ZoneOffset.UTC);
    AheadRows rows = open(new RegularSeries("daily", quantity, START, 3600, values));
    double[] row = new double[AheadRows.SPECIFICATION.size()];
    double[] alike = new double[Rows.LEVELS.length];
    for (int target = CUT_OFF; target < CUT_OFF + MONTH; target++) {
      assertThat(rows.fill(target, row)).as("%s hours ahead", target - CUT_OFF).isTrue();
      double median = rows.centre() + rows.scale() * rows.base()[Rows.MEDIAN];
      // Neighbours of an interval are part of its climatology.
      double low = Math.min(shape(target - 1), shape(target + 1));
      double high = Math.max(shape(target - 1), shape(target + 1));
      assertThat(median)
          .as("%s hours ahead", target - CUT_OFF)
          .isBetween(Math.min(low, shape(target)) - 1e-9, Math.max(high, shape(target)) + 1e-9);
      assertThat(rows.dayTypeQuantiles(alike)).isTrue();
      for (double quantile : alike) {
        assertThat(rows.centre() + rows.scale() * quantile).isCloseTo(shape(target), within(1e-9));
      }
    }
  }

  @Test
  void shouldSayWhatShareOfAClearSkyThereIs() {
    SolarGeometry sun = new SolarGeometry(45.5, 9.2);
    int length = CUT_OFF + 2 * DAY;
    double[] values = new double[CUT_OFF];
    double[] irradiances = new double[length];
    for (int i = 0; i < length; i++) {
      double sum = 0;
      for (int minute = 0; minute < 60; minute++) {
        double second = START.plusHours(i).plusMinutes(minute).toEpochSecond(ZoneOffset.UTC) + 30;
        sum += SolarGeometry.clearSkyIrradiance(sun.sinElevation(second));
      }
      irradiances[i] = .6 * sum / 60;
      if (i < CUT_OFF) {
        values[i] = irradiances[i] / 100;
      }
    }
    Weather weather =
        new Weather(Weather.Source.MEASURED, Map.of(Weather.Element.IRRADIANCE, irradiances));
    Quantity quantity =
        new Quantity("kW", Kind.GENERATION, ZoneOffset.UTC, "", new Place(45.5, 9.2));
    AheadRows rows =
        open(new RegularSeries("sun", quantity, START, 3600, values).withWeather(weather));
    double[] row = new double[AheadRows.SPECIFICATION.size()];
    int noon = CUT_OFF + DAY + 11;
    assertThat(rows.fill(noon, row)).isTrue();
    // The clear sky of an interval is a mean of a few of its instants.
    assertThat(row[column("irradiance.sky.share")]).isCloseTo(.6, within(.01));
    assertThat(row[column("irradiance.day.share")]).isCloseTo(.6, within(.01));
    assertThat(row[column("irradiance.half.before")])
        .isCloseTo(irradiances[noon - 1] / 1000, within(1e-6));
  }

  private static int column(String name) {
    List<Feature> features = AheadRows.SPECIFICATION.features();
    for (int i = 0; i < features.size(); i++) {
      if (features.get(i).name().equals(name)) {
        return i;
      }
    }
    throw new AssertionError("No feature " + name);
  }

  private static AheadRows open(RegularSeries series) {
    Past past = new Past(series, CUT_OFF);
    return new AheadRows(past, new LocalClock(past, Holidays.of("")));
  }

  private static double shape(int index) {
    return 2 + Math.sin(2 * Math.PI * index / DAY);
  }
}
