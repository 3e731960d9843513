package io.commonwatt.streams.vee;

/**
 * Less than nothing: every channel is a non-negative energy; only a net quantity is signed, and
 * none travels as a reading. Source: negative flow only where net-metered (VEE practice).
 */
final class NegativeRule implements VeeRule {
  @Override
  public String name() {
    return "negative";
  }

  @Override
  public Kind kind() {
    return Kind.FLAGS;
  }

  @Override
  public boolean speaks(Examination examination) {
    return examination.rawWh < 0;
  }

  @Override
  public String detail(Examination examination) {
    return examination.rawWh
        + " Wh on channel "
        + examination.channel.code()
        + ", which is never negative";
  }
}
