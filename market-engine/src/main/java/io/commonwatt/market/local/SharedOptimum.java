package io.commonwatt.market.local;

/**
 * Hands the optimum of all stores together out to the homes, hour by hour: first to those that can
 * use it themselves, charging to those with a surplus and discharging to those with a load, then to
 * the others. Any way to share it out costs the community the same; this one a home can guess best
 * from what it measures itself. Stateless.
 */
public final class SharedOptimum {

  private SharedOptimum() {}

  /**
   * A home's stores as one.
   *
   * @param efficiency one way
   * @param netKwh of the home, by hour
   */
  public record Home(
      double capacityKwh,
      double chargeKw,
      double dischargeKw,
      double efficiency,
      double wearMilliCentPerKwh,
      double[] netKwh) {}

  /**
   * One home's part.
   *
   * @param chargeKwh at the meter by hour, negative when discharged
   * @param stored share of the capacity at the start of each hour
   */
  public record Part(double[] chargeKwh, double[] stored) {}

  /**
   * Shares out.
   *
   * @param chargeKwh of all stores at the meter, by hour
   * @param startShare of the capacity stored at the start
   */
  public static Part[] of(Home[] homes, double[] chargeKwh, double startShare) {
    int hours = chargeKwh.length;
    Part[] parts = new Part[homes.length];
    double[] heldKwh = new double[homes.length];
    for (int i = 0; i < homes.length; i++) {
      parts[i] = new Part(new double[hours], new double[hours]);
      heldKwh[i] = startShare * homes[i].capacityKwh();
    }
    for (int hour = 0; hour < hours; hour++) {
      boolean charges = chargeKwh[hour] > 0;
      double[] most = new double[homes.length];
      double[] own = new double[homes.length];
      for (int i = 0; i < homes.length; i++) {
        Home home = homes[i];
        parts[i].stored()[hour] = home.capacityKwh() == 0 ? 0 : heldKwh[i] / home.capacityKwh();
        double net = home.netKwh()[hour];
        most[i] =
            charges
                ? Math.min(home.chargeKw(), (home.capacityKwh() - heldKwh[i]) / home.efficiency())
                : Math.min(home.dischargeKw(), heldKwh[i] * home.efficiency());
        own[i] = Math.min(most[i], Math.max(0, charges ? -net : net));
      }
      double left = Math.abs(chargeKwh[hour]);
      double[] given = new double[homes.length];
      left = give(own, left, given);
      for (int i = 0; i < homes.length; i++) {
        most[i] -= given[i];
      }
      give(most, left, given);
      for (int i = 0; i < homes.length; i++) {
        parts[i].chargeKwh()[hour] = charges ? given[i] : -given[i];
        heldKwh[i] +=
            charges ? given[i] * homes[i].efficiency() : -given[i] / homes[i].efficiency();
        heldKwh[i] = Math.max(0, Math.min(homes[i].capacityKwh(), heldKwh[i]));
      }
    }
    return parts;
  }

  /** Gives in proportion to what each can take; returns what is left over. */
  private static double give(double[] most, double total, double[] given) {
    double sum = 0;
    for (double one : most) {
      sum += Math.max(0, one);
    }
    if (sum <= 0 || total <= 0) {
      return total;
    }
    double share = Math.min(1, total / sum);
    for (int i = 0; i < most.length; i++) {
      given[i] += share * Math.max(0, most[i]);
    }
    return total - share * sum;
  }
}
