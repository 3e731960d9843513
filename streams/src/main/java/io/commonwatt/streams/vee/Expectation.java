package io.commonwatt.streams.vee;

/**
 * What may be expected of a slot: the energies of like days, and near the edge of a gap the energy
 * beside it. Immutable while nobody writes to its array.
 */
final class Expectation {
  /** Energies of like days in ascending order, at least one, Wh. */
  final double[] ascendingWh;

  private final double edgeWh;
  private final double edgeShare;

  /**
   * An expectation.
   *
   * @param ascendingWh energies of like days, Wh
   * @param edgeWh energy at the edge of the gap, Wh
   * @param edgeShare how much the edge counts, 0…1
   */
  Expectation(double[] ascendingWh, double edgeWh, double edgeShare) {
    this.ascendingWh = ascendingWh;
    this.edgeWh = edgeWh;
    this.edgeShare = edgeShare;
  }

  /** One energy and no other, Wh. */
  static Expectation of(double wh) {
    return new Expectation(new double[] {wh}, 0, 0);
  }

  /**
   * The energy of a rank, 0 for the least and 1 for the most of the like days, between two of them
   * on the line, Wh.
   */
  double atRank(double rank) {
    double position = rank * (ascendingWh.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, ascendingWh.length - 1);
    double wh = ascendingWh[below] + (ascendingWh[above] - ascendingWh[below]) * (position - below);
    return wh + (edgeWh - wh) * edgeShare;
  }
}
