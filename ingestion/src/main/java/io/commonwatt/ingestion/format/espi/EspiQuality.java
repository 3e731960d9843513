package io.commonwatt.ingestion.format.espi;

import io.commonwatt.contracts.reading.Quality;
import java.util.Optional;

/** Quality codes of ESPI ({@code QualityOfReading}, espi.xsd) and what they mean here. */
public final class EspiQuality {

  /** Scheme in front of a code as sent, for example {@code espi:8}. */
  public static final String SCHEME = "espi:";

  private EspiQuality() {}

  /**
   * What a code of a sender means for the platform; empty for raw, projected and the like, which
   * are left to validation.
   *
   * @param code without scheme
   */
  public static Optional<Quality> find(String code) {
    return switch (code) {
      case "0", "17", "18", "19" -> Optional.of(Quality.VALID);
      case "7" -> Optional.of(Quality.EDITED);
      case "8" -> Optional.of(Quality.ESTIMATED_LIKE_DAY);
      case "9" -> Optional.of(Quality.ESTIMATED_LINEAR);
      case "10" -> Optional.of(Quality.QUESTIONABLE);
      case "11" -> Optional.of(Quality.DERIVED);
      default -> Optional.empty();
    };
  }

  /** The code to send for a quality. */
  public static int code(Quality quality) {
    return quality.espiCode();
  }
}
