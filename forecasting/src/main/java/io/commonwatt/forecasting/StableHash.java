package io.commonwatt.forecasting;

/** Hashes that choose rows: the same on every machine, evenly spread. */
public final class StableHash {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private StableHash() {}

  /** Hash of a text. */
  public static long of(String text) {
    long hash = 0xCBF29CE484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
    }
    return mix(hash);
  }

  /** Hash of a hash and a number. */
  public static long of(long hash, long number) {
    return mix(hash + GOLDEN * (number + 1));
  }

  /** As a number in [0, 1). */
  public static double unit(long hash) {
    return (hash >>> 11) * 0x1.0p-53;
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
