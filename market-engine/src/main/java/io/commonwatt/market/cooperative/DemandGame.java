package io.commonwatt.market.cooperative;

import java.util.Arrays;

/**
 * Demand-side management as a game (Mohsenian-Rad et al. 2010, in Saad et al. 2012): each user
 * places its flexible energy in the hours of a day; the cost of an hour is the square of the load
 * of all, and each is billed for its share of the energy. Best responses, one user after the other,
 * reach the least cost of all. Not thread-safe.
 */
public final class DemandGame {

  private static final int HALVINGS = 200;

  private final double[] energyKwh;
  private final double[][] baseKwh;
  private final double capKwh;
  private final double[][] placedKwh;
  private int rounds;

  /**
   * A game that starts with every user's energy spread evenly, as far as the cap allows.
   *
   * @param energyKwh flexible energy of each user
   * @param baseKwh load that cannot move, by user and hour
   * @param capKwh most flexible energy of a user in an hour
   */
  public DemandGame(double[] energyKwh, double[][] baseKwh, double capKwh) {
    this.energyKwh = energyKwh.clone();
    this.baseKwh = baseKwh.clone();
    this.capKwh = capKwh;
    placedKwh = new double[energyKwh.length][baseKwh[0].length];
    for (int user = 0; user < energyKwh.length; user++) {
      Arrays.fill(placedKwh[user], Math.min(capKwh, energyKwh[user] / baseKwh[0].length));
    }
  }

  /** Lets users respond until no placement moves more than a tolerance, kWh; returns the rounds. */
  public int play(double toleranceKwh, int mostRounds) {
    for (double moved = Double.MAX_VALUE; moved >= toleranceKwh && rounds < mostRounds; rounds++) {
      moved = 0;
      for (int user = 0; user < energyKwh.length; user++) {
        double[] best = bestResponse(user);
        for (int hour = 0; hour < best.length; hour++) {
          moved = Math.max(moved, Math.abs(best[hour] - placedKwh[user][hour]));
        }
        placedKwh[user] = best;
      }
    }
    return rounds;
  }

  /** Σ over hours of the squared load of all. */
  public double cost() {
    double cost = 0;
    for (double load : loadWithout(-1)) {
      cost += load * load;
    }
    return cost;
  }

  /** Fills the valleys of what the others take. */
  private double[] bestResponse(int user) {
    double[] others = loadWithout(user);
    double low = Arrays.stream(others).min().orElse(0);
    double high = Arrays.stream(others).max().orElse(0) + capKwh + energyKwh[user];
    for (int i = 0; i < HALVINGS; i++) {
      double level = (low + high) / 2;
      if (Arrays.stream(filled(others, level)).sum() < energyKwh[user]) {
        low = level;
      } else {
        high = level;
      }
    }
    return filled(others, (low + high) / 2);
  }

  private double[] filled(double[] others, double level) {
    double[] filled = new double[others.length];
    for (int hour = 0; hour < others.length; hour++) {
      filled[hour] = Math.max(0, Math.min(capKwh, level - others[hour]));
    }
    return filled;
  }

  private double[] loadWithout(int absent) {
    double[] load = new double[baseKwh[0].length];
    for (int user = 0; user < energyKwh.length; user++) {
      for (int hour = 0; hour < load.length; hour++) {
        load[hour] += baseKwh[user][hour] + (user == absent ? 0 : placedKwh[user][hour]);
      }
    }
    return load;
  }
}
