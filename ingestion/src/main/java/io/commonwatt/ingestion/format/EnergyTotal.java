package io.commonwatt.ingestion.format;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** An exact sum of energies, J. Not thread-safe. */
final class EnergyTotal {

  private static final int MIN_POWER = -12;
  private static final int POWERS = 22;
  private static final int JOULE_PER_WH = 3600;
  private static final int DECIMALS = 12;

  private final long[] joules = new long[POWERS];
  private final BigInteger[] carried = new BigInteger[POWERS];

  /** Adds mantissa × 10^powerOfTen × seconds, in J. */
  void add(long mantissa, int powerOfTen, int seconds) {
    int at = powerOfTen - MIN_POWER;
    try {
      joules[at] = Math.addExact(joules[at], Math.multiplyExact(mantissa, (long) seconds));
    } catch (ArithmeticException e) {
      carried[at] = sum(at).add(BigInteger.valueOf(mantissa).multiply(BigInteger.valueOf(seconds)));
      joules[at] = 0;
    }
  }

  /** The sum, Wh: exact where it has at most twelve decimals, else rounded half even to them. */
  BigDecimal wattHours() {
    BigDecimal sum = BigDecimal.ZERO;
    for (int at = 0; at < POWERS; at++) {
      sum = sum.add(new BigDecimal(sum(at)).scaleByPowerOfTen(at + MIN_POWER));
    }
    BigDecimal wattHours =
        sum.divide(BigDecimal.valueOf(JOULE_PER_WH), DECIMALS, RoundingMode.HALF_EVEN);
    BigDecimal plain = wattHours.stripTrailingZeros();
    return plain.scale() < 0 ? plain.setScale(0) : plain;
  }

  private BigInteger sum(int at) {
    BigInteger sum = BigInteger.valueOf(joules[at]);
    return carried[at] == null ? sum : carried[at].add(sum);
  }
}
