package io.commonwatt.ingestion.format.entsoe;

import io.commonwatt.contracts.reading.Quality;
import java.util.Optional;

/** Quality codes of IEC 62325 points and what they mean here; several of ours share a code. */
public final class EntsoeQuality {

  /** Scheme in front of a code as sent, for example {@code entsoe:A03}. */
  public static final String SCHEME = "entsoe:";

  private EntsoeQuality() {}

  /** The code to send for a quality. */
  public static String code(Quality quality) {
    return switch (quality) {
      case VALID -> "A04";
      case ESTIMATED_LINEAR, ESTIMATED_LIKE_DAY, ESTIMATED_AVERAGE_LIKE_DAY, QUESTIONABLE -> "A03";
      case POWER_FAIL, DERIVED -> "A06";
      case MISSING -> "A02";
      case EDITED -> "A01";
    };
  }

  /**
   * What a code of a sender means for the platform; empty for what is left to validation.
   *
   * @param code without scheme
   */
  public static Optional<Quality> find(String code) {
    return switch (code) {
      case "A01" -> Optional.of(Quality.EDITED);
      case "A02" -> Optional.of(Quality.MISSING);
      case "A03", "56", "E01" -> Optional.of(Quality.ESTIMATED_LINEAR);
      case "A04" -> Optional.of(Quality.VALID);
      case "A05" -> Optional.of(Quality.QUESTIONABLE);
      case "A06" -> Optional.of(Quality.DERIVED);
      default -> Optional.empty();
    };
  }
}
