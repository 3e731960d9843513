package io.commonwatt.market.cooperative;

/**
 * What homes save by netting their energy before the meter of the community: v(S) = Σ c(i) − c(S),
 * with c(S) = Σ over intervals of import price · net import or − export price · net export of S.
 * Immutable.
 */
public final class NettingGame implements CharacteristicFunction {

  private final double[][] netKwh;
  private final double[] importPrice;
  private final double[] exportPrice;

  /**
   * A game.
   *
   * @param netKwh by member and interval, positive = taken from the grid
   * @param importPrice by interval, per kWh
   * @param exportPrice by interval, per kWh, at most the import price
   */
  public NettingGame(double[][] netKwh, double[] importPrice, double[] exportPrice) {
    for (int t = 0; t < importPrice.length; t++) {
      if (exportPrice[t] > importPrice[t]) {
        throw new IllegalArgumentException(
            "Interval "
                + t
                + ": the export price "
                + exportPrice[t]
                + " is above the import price "
                + importPrice[t]
                + "; netting would cost money");
      }
    }
    this.netKwh = new double[netKwh.length][];
    for (int i = 0; i < netKwh.length; i++) {
      this.netKwh[i] = netKwh[i].clone();
    }
    this.importPrice = importPrice.clone();
    this.exportPrice = exportPrice.clone();
  }

  @Override
  public int members() {
    return netKwh.length;
  }

  @Override
  public double value(long coalition) {
    double value = -costAt(coalition);
    for (long left = coalition; left != 0; left &= left - 1) {
      value += costAt(left & -left);
    }
    return value;
  }

  /**
   * Dual-price shares (Owen 1975): every kWh is paid at the price one more kWh of the community
   * costs, import when it lacks energy and export when it has too much, the midpoint at balance;
   * what a member saves is its share. Always in the core; of any number of members.
   */
  public double[] dualPriceShares() {
    double[] prices = new double[importPrice.length];
    for (int t = 0; t < prices.length; t++) {
      double net = 0;
      for (double[] member : netKwh) {
        net += member[t];
      }
      double mid = (importPrice[t] + exportPrice[t]) / 2;
      prices[t] = net > 0 ? importPrice[t] : net < 0 ? exportPrice[t] : mid;
    }
    double[] shares = new double[members()];
    for (int i = 0; i < shares.length; i++) {
      for (int t = 0; t < prices.length; t++) {
        double alone = netKwh[i][t] > 0 ? importPrice[t] : exportPrice[t];
        shares[i] += (alone - prices[t]) * netKwh[i][t];
      }
    }
    return shares;
  }

  /**
   * Shares under the mid-market rate (Tushar et al. 2020): what is netted is paid at the midpoint,
   * the rest of the longer side pro rata at the grid's price. Not always in the core.
   */
  public double[] midMarketShares() {
    double[] shares = new double[members()];
    for (int t = 0; t < importPrice.length; t++) {
      double demand = 0;
      double supply = 0;
      for (double[] net : netKwh) {
        demand += Math.max(0, net[t]);
        supply += Math.max(0, -net[t]);
      }
      double halfSpread = (importPrice[t] - exportPrice[t]) / 2;
      double netted = Math.min(demand, supply);
      for (int i = 0; i < shares.length; i++) {
        double net = netKwh[i][t];
        double side = net > 0 ? demand : supply;
        shares[i] += net == 0 ? 0 : halfSpread * Math.abs(net) * netted / side;
      }
    }
    return shares;
  }

  private double net(long coalition, int t) {
    double net = 0;
    for (long left = coalition; left != 0; left &= left - 1) {
      net += netKwh[Long.numberOfTrailingZeros(left)][t];
    }
    return net;
  }

  private double costAt(long coalition) {
    double cost = 0;
    for (int t = 0; t < importPrice.length; t++) {
      double net = net(coalition, t);
      cost += (net > 0 ? importPrice[t] : exportPrice[t]) * net;
    }
    return cost;
  }
}
