package io.commonwatt.forecasting.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.forecasting.backtest.Weather.Element;
import io.commonwatt.forecasting.backtest.Weather.Source;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Hashes that results are told apart by. */
class BacktestConfigurationTest {

  private static final RegularSeries SERIES =
      new RegularSeries(
          "load",
          new Quantity("kW", Quantity.Kind.LOAD, ZoneOffset.UTC),
          LocalDateTime.parse("2020-01-01T00:00:00"),
          3600,
          new double[] {1, 2, Double.NaN, 4});

  @Test
  void shouldTellDataApartByValuesAndWeather() {
    String blind = hash(SERIES);
    String warm = hash(weather(Source.MEASURED, Element.TEMPERATURE, 3));
    assertThat(hash(SERIES.withWeather(Weather.NONE))).isEqualTo(blind).hasSize(16);
    assertThat(hash(SERIES.withValuesFrom(3, new double[] {5}))).isNotEqualTo(blind);
    assertThat(warm).isNotEqualTo(blind);
    assertThat(hash(weather(Source.MEASURED, Element.TEMPERATURE, 3))).isEqualTo(warm);
    assertThat(hash(weather(Source.MEASURED, Element.TEMPERATURE, 4))).isNotEqualTo(warm);
    assertThat(hash(weather(Source.FORECAST, Element.TEMPERATURE, 3))).isNotEqualTo(warm);
    assertThat(hash(weather(Source.MEASURED, Element.WIND, 3))).isNotEqualTo(warm);
  }

  private static RegularSeries weather(Source source, Element element, double value) {
    return SERIES.withWeather(new Weather(source, Map.of(element, new double[] {1, 2, value, 4})));
  }

  private static String hash(RegularSeries series) {
    return BacktestConfiguration.hash(List.of(new BacktestCase(series, 2, 4)));
  }
}
