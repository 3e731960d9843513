package io.commonwatt.streams.vee;

import io.commonwatt.streams.vee.VeeRule.Kind;

/** The bits of the rules of kind {@code FLAGS} in a status. */
final class Flags {
  static final VeeRule[] RULES = Rules.listOf(Kind.FLAGS);

  static final int CHANNEL_SUM = bit("channel-sum");
  static final int CLOCK_SET = bit("clock-set");
  static final int TIME_TOLERANCE = bit("time-tolerance");
  static final int SUM_CHECK = bit("sum-check");

  /** What cannot be, whatever a register says. */
  static final int IMPOSSIBLE = bit("negative") | bit("range");

  /** What a register that agrees does not lift. */
  static final int LASTING = IMPOSSIBLE | CHANNEL_SUM | TIME_TOLERANCE;

  /** What is doubted, and still the best there is. */
  static final int KEPT = CLOCK_SET | TIME_TOLERANCE;

  private Flags() {}

  private static int bit(String name) {
    for (int bit = 0; bit < RULES.length; bit++) {
      if (RULES[bit].name().equals(name)) {
        return 1 << bit;
      }
    }
    throw new IllegalStateException("No rule of kind FLAGS named '" + name + "'");
  }
}
