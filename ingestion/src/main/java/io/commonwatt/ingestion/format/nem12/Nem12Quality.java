package io.commonwatt.ingestion.format.nem12;

import io.commonwatt.contracts.reading.Quality;
import java.util.Optional;

/**
 * Quality flags of meter data files: {@code A} actual, {@code E} forward estimate, {@code F} final
 * substitute, {@code N} null, {@code S} substitute, {@code V} variable, with a method of two digits
 * behind E, F and S (AEMO Metrology Procedure Part B: 12 calculated, 14 like day, 15 average like
 * day, 16 agreed, 17 linear interpolation, 18 alternate, …), and the reason code 79, power outage,
 * behind an interval without supply.
 *
 * <p>{@link Quality#nem12Flag()} gives the flags; where it gives no method, which the specification
 * wants behind S and F, a writer adds 18 (questionable) or 16 (edited).
 */
public final class Nem12Quality {

  /** Prefix of a flag in a sent quality. */
  public static final String SCHEME = "nem12:";

  /** Prefix of a reason code in a sent quality. */
  public static final String REASON_SCHEME = "nem12-reason:";

  static final String POWER_OUTAGE = "79";

  private static final String FLAGS = "AEFNSV";

  private Nem12Quality() {}

  /** The summary quality of a sent quality such as {@code nem12:S14}; empty when it is no flag. */
  public static Optional<Quality> summary(String sentQuality) {
    String flag = sentQuality;
    String reason = "";
    int comma = sentQuality.indexOf(',');
    if (comma >= 0) {
      flag = sentQuality.substring(0, comma);
      reason = sentQuality.substring(comma + 1);
    }
    if (!flag.startsWith(SCHEME) || !isQuality(flag.substring(SCHEME.length()))) {
      return Optional.empty();
    }
    flag = flag.substring(SCHEME.length());
    return switch (flag.charAt(0)) {
      case 'A' ->
          Optional.of(
              reason.equals(REASON_SCHEME + POWER_OUTAGE) ? Quality.POWER_FAIL : Quality.VALID);
      case 'N' -> Optional.of(Quality.MISSING);
      case 'F' ->
          Optional.of(estimate(flag) == Quality.QUESTIONABLE ? Quality.EDITED : estimate(flag));
      case 'E', 'S' -> Optional.of(estimate(flag));
      default -> Optional.empty();
    };
  }

  private static Quality estimate(String flag) {
    return switch (flag.substring(1)) {
      case "17" -> Quality.ESTIMATED_LINEAR;
      case "14" -> Quality.ESTIMATED_LIKE_DAY;
      case "15" -> Quality.ESTIMATED_AVERAGE_LIKE_DAY;
      case "12" -> Quality.DERIVED;
      default -> Quality.QUESTIONABLE;
    };
  }

  /** What a writer says of a quality: flag with method. */
  static String flag(Quality quality) {
    String flag = quality.nem12Flag();
    return flag.equals("S") ? "S18" : flag.equals("F") ? "F16" : flag;
  }

  static boolean isQuality(String text) {
    return (text.length() == 1 || text.length() == 3)
        && FLAGS.indexOf(text.charAt(0)) >= 0
        && (text.length() == 1 || isMethod(text));
  }

  static String sent(String quality, String reason) {
    return reason.isEmpty() || reason.length() > 3 || reason.equals("0")
        ? SCHEME + quality
        : SCHEME + quality + ',' + REASON_SCHEME + reason;
  }

  private static boolean isMethod(String text) {
    return text.charAt(1) >= '0'
        && text.charAt(1) <= '9'
        && text.charAt(2) >= '0'
        && text.charAt(2) <= '9';
  }
}
