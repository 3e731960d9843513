package io.commonwatt.streams.series;

/**
 * The status of a slot in one byte: kind (3 bits), method of the estimate (2 bits), flags of the
 * plausibility rules (3 bits).
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

  /** Mean of the same time on reference days. */
  public static final int METHOD_LIKE_DAY = 2;

  private static final int KIND_MASK = 0x07;
  private static final int METHOD_SHIFT = 3;
  private static final int METHOD_MASK = 0x03;
  private static final int FLAG_SHIFT = 5;

  private Status() {}

  /** A status byte of its parts; {@code flags} has a bit per plausibility rule, three at most. */
  public static byte of(int kind, int method, int flags) {
    return (byte) (kind | method << METHOD_SHIFT | flags << FLAG_SHIFT);
  }

  /** {@link #ABSENT}, {@link #MEASURED}, {@link #ESTIMATED}, … */
  public static int kind(byte status) {
    return status & KIND_MASK;
  }

  /** {@link #METHOD_NONE}, {@link #METHOD_LINEAR} or {@link #METHOD_LIKE_DAY}. */
  public static int method(byte status) {
    return status >> METHOD_SHIFT & METHOD_MASK;
  }

  /** Bits of the plausibility rules that spoke; zero for a plausible reading. */
  public static int flags(byte status) {
    return (status & 0xff) >> FLAG_SHIFT;
  }

  /** Whether a raw reading stands behind the slot and no plausibility rule spoke. */
  public static boolean plausible(byte status) {
    return kind(status) == MEASURED && flags(status) == 0;
  }
}
