package io.commonwatt.market.distributed;

/**
 * The products of an exchange that serves a plant operator, one after the other by interval:
 * energy, demand response (kWh below the baseline that were asked for) and reserve (kWh that could
 * be called for). Taking is positive, giving negative. Yang, Wang, Wang, Zhang 2021.
 */
public final class Services {

  /** Energy, response, reserve. */
  public static final int PRODUCTS = 3;

  private Services() {}

  /** Place of an interval's energy. */
  public static int energy(int interval) {
    return interval;
  }

  /** Place of an interval's response. */
  public static int response(int interval, int intervals) {
    return intervals + interval;
  }

  /** Place of an interval's reserve. */
  public static int reserve(int interval, int intervals) {
    return 2 * intervals + interval;
  }
}
