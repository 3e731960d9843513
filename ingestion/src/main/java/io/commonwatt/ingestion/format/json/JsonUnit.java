package io.commonwatt.ingestion.format.json;

import io.commonwatt.contracts.reading.Unit;
import io.commonwatt.ingestion.format.FormatException;

/**
 * A unit as JSON names it.
 *
 * @param tens its power of ten, for example 3 for kWh
 */
public record JsonUnit(Unit unit, int tens) {

  /**
   * The unit of that name.
   *
   * @throws FormatException code {@code json-unit} when there is none
   */
  public static JsonUnit parse(String text, long line) {
    return switch (text) {
      case "Wh" -> new JsonUnit(Unit.WATT_HOUR, 0);
      case "kWh" -> new JsonUnit(Unit.WATT_HOUR, 3);
      case "MWh" -> new JsonUnit(Unit.WATT_HOUR, 6);
      case "W" -> new JsonUnit(Unit.WATT, 0);
      case "kW" -> new JsonUnit(Unit.WATT, 3);
      case "MW" -> new JsonUnit(Unit.WATT, 6);
      default ->
          throw new FormatException(
              "json-unit",
              line,
              "There is no unit '" + text + "'; expected Wh, kWh, MWh, W, kW or MW");
    };
  }
}
