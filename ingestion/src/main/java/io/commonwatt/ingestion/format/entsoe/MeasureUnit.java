package io.commonwatt.ingestion.format.entsoe;

import io.commonwatt.contracts.reading.Unit;
import java.util.Optional;

/**
 * Units of a time series (UN/ECE Recommendation 20) that are active energy or power.
 *
 * @param tens power of ten to the unit
 */
record MeasureUnit(Unit unit, int tens) {

  /** What a code means; empty for reactive energy, volumes, currencies and the like. */
  static Optional<MeasureUnit> find(String code) {
    return switch (code) {
      case "WHR" -> Optional.of(new MeasureUnit(Unit.WATT_HOUR, 0));
      case "KWH" -> Optional.of(new MeasureUnit(Unit.WATT_HOUR, 3));
      case "MWH" -> Optional.of(new MeasureUnit(Unit.WATT_HOUR, 6));
      case "GWH" -> Optional.of(new MeasureUnit(Unit.WATT_HOUR, 9));
      case "WTT" -> Optional.of(new MeasureUnit(Unit.WATT, 0));
      case "KWT" -> Optional.of(new MeasureUnit(Unit.WATT, 3));
      case "MAW" -> Optional.of(new MeasureUnit(Unit.WATT, 6));
      case "A90" -> Optional.of(new MeasureUnit(Unit.WATT, 9));
      default -> Optional.empty();
    };
  }
}
