package io.commonwatt.ingestion.format.nem12;

import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.Unit;
import java.util.List;
import java.util.Locale;

/**
 * What a data stream of a meter data file measures, from its suffix and its unit of measure.
 *
 * <p>AEMO names directions as the grid sees them (NMI Procedure, data stream suffixes): {@code E}
 * is energy exported from the grid to the customer, which is {@link Channel#IMPORT} here; {@code B}
 * is energy the customer puts into the grid, which is {@link Channel#EXPORT}. All other suffixes
 * are passed over: {@code A C D F} averages and check meters, {@code J K L P Q R} reactive, {@code
 * S T U} apparent energy, {@code G M V} and others.
 *
 * @param channel null when the stream is passed over
 * @param tens power of ten of the unit
 */
record NemStream(Channel channel, Unit unit, int tens) {

  /** Units of measure of the MDFF specification that are neither energy nor power. */
  private static final List<String> OTHER_UNITS =
      List.of(
          "MVARH", "KVARH", "VARH", "MVAR", "KVAR", "VAR", "MVAH", "KVAH", "VAH", "MVA", "KVA",
          "VA", "KV", "V", "KA", "A", "PF");

  /** The stream of a suffix and a unit; null when it should be energy and the unit is unknown. */
  static NemStream of(String suffix, String unitOfMeasure) {
    Channel channel = channel(suffix);
    return switch (unitOfMeasure.toUpperCase(Locale.ROOT)) {
      case "WH" -> new NemStream(channel, Unit.WATT_HOUR, 0);
      case "KWH" -> new NemStream(channel, Unit.WATT_HOUR, 3);
      case "MWH" -> new NemStream(channel, Unit.WATT_HOUR, 6);
      case "W" -> new NemStream(channel, Unit.WATT, 0);
      case "KW" -> new NemStream(channel, Unit.WATT, 3);
      case "MW" -> new NemStream(channel, Unit.WATT, 6);
      default ->
          channel == null || OTHER_UNITS.contains(unitOfMeasure.toUpperCase(Locale.ROOT))
              ? new NemStream(null, Unit.WATT_HOUR, 0)
              : null;
    };
  }

  private static Channel channel(String suffix) {
    return switch (suffix.isEmpty() ? ' ' : Character.toUpperCase(suffix.charAt(0))) {
      case 'E' -> Channel.IMPORT;
      case 'B' -> Channel.EXPORT;
      default -> null;
    };
  }
}
