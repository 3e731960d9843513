package io.commonwatt.ingestion.door.folder;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.price.Price;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.MeterEvent;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.contracts.reading.Unit;
import io.commonwatt.contracts.weather.WeatherForecast;
import io.commonwatt.contracts.weather.WeatherObserved;
import io.commonwatt.ingestion.door.csv.Cells;
import io.commonwatt.ingestion.door.csv.ExactDecimal;
import io.commonwatt.ingestion.door.csv.UnreadableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes the record of a line. Cells come in the order of {@link FileKind#columns()}. Immutable. */
final class LineParser {

  private static final int MAX_SECONDS = 31 * 86_400;
  private static final int MILLI_CENT_TENS = 2;
  private static final int MILLIGRAM_TENS = 3;
  private static final int MIN_POWER_OF_TEN = -12;
  private static final int MAX_POWER_OF_TEN = 9;

  private final String source;
  private final Registry registry;

  LineParser(String source, Registry registry) {
    this.source = source;
    this.registry = registry;
  }

  /**
   * Reads a line.
   *
   * @throws UnreadableException with the rule when it cannot be read
   */
  Travelling parse(FileKind kind, String[] cells, String importId, long line, Instant knownAt)
      throws UnreadableException {
    return switch (kind) {
      case READINGS -> reading(cells, importId, line, knownAt);
      case EVENTS -> event(cells, importId, line, knownAt);
      case WEATHER_OBSERVED ->
          new WeatherObserved(
              name(cells[0], "place"),
              Cells.instant(cells[1], "start"),
              seconds(cells[2], "interval_seconds"),
              Cells.number(cells[3], "temperature_c"),
              cells[4].isEmpty() ? Double.NaN : Cells.number(cells[4], "irradiance_w_per_m2"),
              knownAt);
      case WEATHER_FORECAST -> forecast(cells, knownAt);
      case PRICES ->
          new Price(
              name(cells[0], "market"),
              Cells.instant(cells[1], "start"),
              seconds(cells[2], "interval_seconds"),
              name(cells[3], "currency"),
              Cells.whole(cells[4], "import_per_mwh", MILLI_CENT_TENS),
              Cells.whole(cells[5], "export_per_mwh", MILLI_CENT_TENS),
              Cells.whole(cells[6], "carbon_g_per_kwh", MILLIGRAM_TENS),
              knownAt);
    };
  }

  private RawReading reading(String[] cells, String importId, long line, Instant knownAt)
      throws UnreadableException {
    String meter = name(cells[0], "meter");
    Channel channel = oneOf(Channel.values(), cells[1], "csv-channel", "channel");
    ExactDecimal value = ExactDecimal.parse(cells[4], "value");
    Unit unit;
    int tens = 0;
    switch (cells[5]) {
      case "Wh" -> unit = Unit.WATT_HOUR;
      case "kWh" -> {
        unit = Unit.WATT_HOUR;
        tens = 3;
      }
      case "W" -> unit = Unit.WATT;
      case "kW" -> {
        unit = Unit.WATT;
        tens = 3;
      }
      default ->
          throw new UnreadableException(
              "csv-unit", "Column 'unit' holds '" + cells[5] + "'; expected Wh, kWh, W or kW");
    }
    ExactDecimal sent = value.shifted(tens).within(MIN_POWER_OF_TEN, MAX_POWER_OF_TEN);
    return new RawReading(
        source,
        importId,
        line,
        meter,
        channel,
        Cells.instant(cells[2], "start"),
        seconds(cells[3], "interval_seconds"),
        sent.mantissa(),
        sent.powerOfTen(),
        unit,
        0L,
        "",
        knownAt,
        registry.placementOfMeter(meter));
  }

  private MeterEvent event(String[] cells, String importId, long line, Instant knownAt)
      throws UnreadableException {
    String meter = name(cells[0], "meter");
    return new MeterEvent(
        source,
        importId,
        line,
        meter,
        oneOf(MeterEvent.Type.values(), cells[1], "csv-event", "type"),
        Cells.instant(cells[2], "at"),
        knownAt,
        registry.placementOfMeter(meter));
  }

  private static WeatherForecast forecast(String[] cells, Instant knownAt)
      throws UnreadableException {
    List<Double> temperatureC = list(cells[4], "temperature_c");
    List<Double> irradiance = list(cells[5], "irradiance_w_per_m2");
    if (temperatureC.isEmpty()
        || (!irradiance.isEmpty() && irradiance.size() != temperatureC.size())) {
      throw new UnreadableException(
          "csv-list",
          "Forecast has "
              + temperatureC.size()
              + " temperatures and "
              + irradiance.size()
              + " irradiances; expected as many of each, or no irradiance");
    }
    return new WeatherForecast(
        name(cells[0], "place"),
        Cells.instant(cells[1], "issued"),
        Cells.instant(cells[2], "start"),
        seconds(cells[3], "step_seconds"),
        temperatureC,
        irradiance,
        knownAt);
  }

  private static List<Double> list(String cell, String column) throws UnreadableException {
    List<Double> values = new ArrayList<>();
    if (!cell.isEmpty()) {
      for (String value : Cells.split(cell, ' ')) {
        values.add(Cells.number(value, column));
      }
    }
    return values;
  }

  private static int seconds(String cell, String column) throws UnreadableException {
    return Cells.integer(cell, column, 1, MAX_SECONDS);
  }

  private static String name(String cell, String column) throws UnreadableException {
    if (cell.isEmpty()) {
      throw new UnreadableException("csv-empty", "Column '" + column + "' is empty");
    }
    return cell;
  }

  private static <E extends Enum<E>> E oneOf(E[] values, String cell, String rule, String column)
      throws UnreadableException {
    for (E value : values) {
      if (value.name().equalsIgnoreCase(cell)) {
        return value;
      }
    }
    throw new UnreadableException(
        rule,
        "Column '" + column + "' holds '" + cell + "'; expected one of " + Arrays.toString(values));
  }
}
