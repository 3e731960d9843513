package io.commonwatt.ingestion.format.cim61968;

import io.commonwatt.contracts.reading.Quality;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Quality codes {@code system.category.index} of IEC 61968-9 (Annex D). Ours come from system 3,
 * the meter data management; a power failure from system 1, the meter. A value may have several.
 */
public final class CimQuality {

  /** Scheme in front of a code as sent, for example {@code cim:3.8.0}. */
  public static final String SCHEME = "cim:";

  private static final String ESTIMATED = "3.8.0";
  private static final String INTERPOLATED = "3.11.0";
  private static final String LIKE_DAY = "3.11.1";
  private static final String LIKE_DAYS = "3.11.2";

  private CimQuality() {}

  /** The codes to send for a quality. */
  public static List<String> codes(Quality quality) {
    return switch (quality) {
      case VALID -> List.of("3.0.1");
      case ESTIMATED_LINEAR -> List.of(ESTIMATED, INTERPOLATED);
      case ESTIMATED_LIKE_DAY -> List.of(ESTIMATED, LIKE_DAY);
      case ESTIMATED_AVERAGE_LIKE_DAY -> List.of(ESTIMATED, LIKE_DAYS);
      case QUESTIONABLE -> List.of("3.10.0");
      case POWER_FAIL -> List.of("1.2.32");
      case MISSING -> List.of("3.5.259");
      case EDITED -> List.of("3.7.0");
      case DERIVED -> List.of(INTERPOLATED);
    };
  }

  /**
   * What the codes of a value mean for the platform, the gravest first; empty when none of them
   * says anything about the value.
   *
   * @param codes without scheme
   */
  public static Optional<Quality> find(Set<String> codes) {
    Quality found = null;
    for (String code : codes) {
      Quality one = one(code, codes);
      if (one != null && (found == null || rank(one) < rank(found))) {
        found = one;
      }
    }
    return Optional.ofNullable(found);
  }

  private static Quality one(String code, Set<String> codes) {
    int first = code.indexOf('.');
    int second = code.indexOf('.', first + 1);
    if (first < 0 || second < 0) {
      return null;
    }
    return switch (code.substring(first + 1)) {
      case "2.32" -> Quality.POWER_FAIL;
      case "5.259" -> Quality.MISSING;
      case "10.1" -> Quality.VALID;
      default ->
          switch (code.substring(first + 1, second)) {
            case "0" -> Quality.VALID;
            case "7" -> Quality.EDITED;
            case "8" -> estimate(codes);
            case "6", "10" -> Quality.QUESTIONABLE;
            case "11" -> Quality.DERIVED;
            default -> null;
          };
    };
  }

  private static Quality estimate(Set<String> codes) {
    if (codes.contains(LIKE_DAY)) {
      return Quality.ESTIMATED_LIKE_DAY;
    }
    return codes.contains(LIKE_DAYS)
        ? Quality.ESTIMATED_AVERAGE_LIKE_DAY
        : Quality.ESTIMATED_LINEAR;
  }

  private static int rank(Quality quality) {
    return switch (quality) {
      case MISSING -> 0;
      case POWER_FAIL -> 1;
      case EDITED -> 2;
      case ESTIMATED_LINEAR, ESTIMATED_LIKE_DAY, ESTIMATED_AVERAGE_LIKE_DAY -> 3;
      case QUESTIONABLE -> 4;
      case DERIVED -> 5;
      case VALID -> 6;
    };
  }
}
