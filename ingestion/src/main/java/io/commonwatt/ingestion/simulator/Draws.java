package io.commonwatt.ingestion.simulator;

/**
 * A stream of pseudo-random draws that belongs to one named object, so that adding an object never
 * shifts the draws of another. SplitMix64 (Steele, Lea, Flood 2014, "Fast splittable pseudorandom
 * number generators"), seeded with the FNV-1a hash of the name; written out here so that it is the
 * same on every Java release. Not thread-safe.
 */
public final class Draws {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
  private static final long FNV_OFFSET = 0xCBF29CE484222325L;
  private static final long FNV_PRIME = 0x100000001B3L;
  private static final double TWO_POW_MINUS_53 = 0x1.0p-53;

  private long state;

  private Draws(long state) {
    this.state = state;
  }

  /** The stream of that name under that seed. */
  public static Draws named(long seed, String name) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * FNV_PRIME;
    }
    return new Draws(mix(mix(seed + GOLDEN_GAMMA) ^ hash));
  }

  /** The stream of that name on that day. */
  public static Draws named(long seed, String name, long day) {
    return named(seed, name + '/' + day);
  }

  /** The next 64 bits. */
  public long bits() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /** Uniform in [0, 1). */
  public double uniform() {
    return (bits() >>> 11) * TWO_POW_MINUS_53;
  }

  /** Uniform in [low, high). */
  public double between(double low, double high) {
    return low + (high - low) * uniform();
  }

  /** Uniform in 0…bound−1. */
  public int below(int bound) {
    return (int) (uniform() * bound);
  }

  /** True with that probability. */
  public boolean chance(double probability) {
    return uniform() < probability;
  }

  /** Standard normal (Box and Muller 1958). */
  public double gaussian() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform()));
    return radius * StrictMath.cos(2 * StrictMath.PI * uniform());
  }

  /**
   * Value on one day of a stationary first-order autoregressive process of unit variance. It is
   * summed from the innovations of the days before, so that it does not depend on where a run
   * starts.
   *
   * @param memory correlation from one day to the next, 0…1
   */
  public static double autoregressive(long seed, String name, long day, double memory) {
    double value = 0;
    double weight = StrictMath.sqrt(1 - memory * memory);
    for (long back = 0; weight > 0.02; back++) {
      value += weight * named(seed, name, day - back).gaussian();
      weight *= memory;
    }
    return value;
  }

  private static long mix(long bits) {
    long mixed = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
