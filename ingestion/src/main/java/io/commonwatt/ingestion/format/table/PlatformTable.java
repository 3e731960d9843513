package io.commonwatt.ingestion.format.table;

import io.commonwatt.contracts.reading.Quality;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The table the platform writes itself, in CSV and Parquet, which needs no mapping file. */
final class PlatformTable {

  static final List<String> COLUMNS =
      List.of(
          "usagePoint",
          "meter",
          "channel",
          "start",
          "lengthSeconds",
          "energyWh",
          "quality",
          "method");

  private static final String SCHEME = "commonwatt";

  static final TableMapping MAPPING =
      MappingFile.parse(
          """
          layout: long
          time: {column: start, format: iso, lengthColumn: lengthSeconds}
          meter: {column: usagePoint}
          channel: {column: channel}
          value: {column: energyWh, unit: Wh}
          quality: {column: quality, scheme: commonwatt}
          """,
          "platform");

  private PlatformTable() {}

  /** How a quality is written. */
  static String text(Quality quality) {
    return quality.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The quality of a sent quality such as {@code commonwatt:estimated-linear}. */
  static Optional<Quality> summary(String sentQuality) {
    for (Quality quality : Quality.values()) {
      if (sentQuality.equals(SCHEME + ':' + text(quality))) {
        return Optional.of(quality);
      }
    }
    return Optional.empty();
  }
}
