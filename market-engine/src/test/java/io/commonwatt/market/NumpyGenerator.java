package io.commonwatt.market;

import java.math.BigInteger;

/**
 * {@code numpy.random.default_rng(seed)}: PCG64 (O'Neill 2014) seeded by numpy's SeedSequence, so
 * that vectors of the reference programs can be drawn again to the bit.
 */
public final class NumpyGenerator {

  private static final BigInteger MASK = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);
  private static final BigInteger MULTIPLIER =
      new BigInteger("2360ED051FC65DA44385DF649FCCF645", 16);
  private static final int POOL = 4;

  private final BigInteger increment;
  private BigInteger state;
  private boolean hasHalf;
  private int half;

  /** The generator of a seed below 2³². */
  public NumpyGenerator(int seed) {
    int[] words = words(pool(seed));
    BigInteger initialState = wide(words, 0);
    BigInteger sequence = wide(words, 4);
    increment = sequence.shiftLeft(1).or(BigInteger.ONE).and(MASK);
    state = BigInteger.ZERO;
    step();
    state = state.add(initialState).and(MASK);
    step();
  }

  /** Uniform in [0, 1). */
  public double random() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  /** Uniform in [low, high). */
  public double uniform(double low, double high) {
    return low + (high - low) * random();
  }

  /** Uniform whole number from 0, below a bound. */
  public int integer(int bound) {
    if (bound == 1) {
      return 0;
    }
    long product = nextHalf() * bound;
    long threshold = (0xFFFFFFFFL - (bound - 1)) % bound;
    while ((product & 0xFFFFFFFFL) < threshold) {
      product = nextHalf() * bound;
    }
    return (int) (product >>> 32);
  }

  private long nextHalf() {
    if (hasHalf) {
      hasHalf = false;
      return Integer.toUnsignedLong(half);
    }
    long next = nextLong();
    hasHalf = true;
    half = (int) (next >>> 32);
    return next & 0xFFFFFFFFL;
  }

  private long nextLong() {
    step();
    long high = state.shiftRight(64).longValue();
    return Long.rotateRight(high ^ state.longValue(), (int) (high >>> 58));
  }

  private void step() {
    state = state.multiply(MULTIPLIER).add(increment).and(MASK);
  }

  private static BigInteger wide(int[] words, int from) {
    BigInteger wide = BigInteger.ZERO;
    for (int word : new int[] {from + 1, from, from + 3, from + 2}) {
      wide = wide.shiftLeft(32).or(BigInteger.valueOf(Integer.toUnsignedLong(words[word])));
    }
    return wide;
  }

  private static int[] pool(int seed) {
    int[] pool = new int[POOL];
    int[] hash = {0x43b0d7e5};
    for (int i = 0; i < POOL; i++) {
      pool[i] = hashed(i == 0 ? seed : 0, hash, 0x931e8875);
    }
    for (int from = 0; from < POOL; from++) {
      for (int to = 0; to < POOL; to++) {
        if (from != to) {
          int mixed = 0xca01f9dd * pool[to] - 0x4973f715 * hashed(pool[from], hash, 0x931e8875);
          pool[to] = mixed ^ mixed >>> 16;
        }
      }
    }
    return pool;
  }

  private static int[] words(int[] pool) {
    int[] words = new int[2 * POOL];
    int[] hash = {0x8b51f9dd};
    for (int i = 0; i < words.length; i++) {
      words[i] = hashed(pool[i % POOL], hash, 0x58f38ded);
    }
    return words;
  }

  private static int hashed(int value, int[] hash, int multiplier) {
    int hashed = value ^ hash[0];
    hash[0] *= multiplier;
    hashed *= hash[0];
    return hashed ^ hashed >>> 16;
  }
}
