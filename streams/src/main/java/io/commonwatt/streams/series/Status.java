package io.commonwatt.streams.series;

/**
 * The status of a slot in one int: kind (3 bits), method of the estimate (4 bits), flags of the
 * plausibility rules (the rest).
 */
public final class Status {
  /** Nothing is known of the slot. */
  public static final int ABSENT = 0;

  /** A raw reading stands behind it. */
  public static final int MEASURED = 1;

  /** No reading in time; estimated. */
  public static final int ESTIMATED = 2;

  /** No reading, wholly inside an outage: zero. */
  public static final int POWER_FAIL = 3;

  /** No reading and no basis for an estimate: zero. */
  public static final int MISSING = 4;

  /** No estimate was needed, or none could be made. */
  public static final int METHOD_NONE = 0;

  /** Point-to-point interpolation between the neighbours. */
  public static final int METHOD_LINEAR = 1;

  /** The same time on one reference day. */
  public static final int METHOD_LIKE_DAY = 2;

  /** Mean of the same time on reference days. */
  public static final int METHOD_AVERAGE_LIKE_DAY = 3;

  /** What the register leaves for this slot. */
  public static final int METHOD_REGISTER = 4;

  /** What the other channels of the usage point leave for this one. */
  public static final int METHOD_CHANNELS = 5;

  /** The raw value itself, doubted but the best there is. */
  public static final int METHOD_RAW = 6;

  /** Added to a method: scaled so that the period adds up to the register's advance. */
  public static final int SCALED = 8;

  private static final int KIND_MASK = 0x07;
  private static final int METHOD_SHIFT = 3;
  private static final int METHOD_MASK = 0x0f;
  private static final int FLAG_SHIFT = 7;

  private Status() {}

  /** A status of its parts; {@code flags} has a bit per plausibility rule. */
  public static int of(int kind, int method, int flags) {
    return kind | method << METHOD_SHIFT | flags << FLAG_SHIFT;
  }

  /** {@link #ABSENT}, {@link #MEASURED}, {@link #ESTIMATED}, … */
  public static int kind(int status) {
    return status & KIND_MASK;
  }

  /** {@link #METHOD_NONE}, {@link #METHOD_LINEAR}, …; perhaps with {@link #SCALED}. */
  public static int method(int status) {
    return status >> METHOD_SHIFT & METHOD_MASK;
  }

  /** Bits of the plausibility rules that spoke; zero for a plausible reading. */
  public static int flags(int status) {
    return status >>> FLAG_SHIFT;
  }

  /** Whether a raw reading stands behind the slot and no plausibility rule spoke. */
  public static boolean plausible(int status) {
    return kind(status) == MEASURED && flags(status) == 0;
  }
}
