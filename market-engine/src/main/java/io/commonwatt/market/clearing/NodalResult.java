package io.commonwatt.market.clearing;

import java.util.List;
import java.util.OptionalLong;

/**
 * A clearing within the limits of a grid. Buyers pay and sellers are paid the price of their node;
 * the difference is what lines charge and what scarce lines earn.
 *
 * @param clearing fills and trades
 * @param nodes prices, from the top down
 * @param lines flows, from the top down
 * @param dualMicroCent what the prices alone prove to be the greatest welfare
 */
public record NodalResult(
    ClearingResult clearing, List<NodePrice> nodes, List<LineFlow> lines, long dualMicroCent) {

  /** What the clearing knows of the grid. */
  public static final String LIMITS = "limits";

  /** {@link #network()} of a clearing without a grid. */
  public static final String COPPER_PLATE = "copper plate";

  /**
   * Price at a node.
   *
   * @param priceMilliCentPerKwh dual of the node's balance; empty where nothing was traded at all
   */
  public record NodePrice(String node, OptionalLong priceMilliCentPerKwh) {}

  /**
   * Energy over the line of a node to the node above.
   *
   * @param flowWh towards the node above, negative when from it
   * @param feeMicroCent what the line charged
   * @param congestionMicroCent what its scarcity earned
   */
  public record LineFlow(
      String node, long flowWh, long limitWh, long feeMicroCent, long congestionMicroCent) {

    /** Whether no more fits. */
    public boolean isFull() {
      return Math.abs(flowWh) == limitWh;
    }
  }

  public NodalResult {
    nodes = List.copyOf(nodes);
    lines = List.copyOf(lines);
  }

  /** Grid fees, micro-cent: the system operator's. */
  public long feesMicroCent() {
    return lines.stream().mapToLong(LineFlow::feeMicroCent).sum();
  }

  /** Congestion income, micro-cent: kept on an account of its own. */
  public long congestionMicroCent() {
    return lines.stream().mapToLong(LineFlow::congestionMicroCent).sum();
  }

  /**
   * Asserts what every nodal clearing must keep: what every clearing keeps, no line beyond its
   * limit, income only from full lines, the last micro-cent, and welfare no prices could better.
   *
   * @throws IllegalStateException naming what broke
   */
  public void check() {
    clearing.check(Budget.SURPLUS);
    for (LineFlow line : lines) {
      require(
          Math.abs(line.flowWh()) <= line.limitWh(), "line of '" + line.node() + "' is overrun");
      require(
          line.congestionMicroCent() == 0 || (line.congestionMicroCent() > 0 && line.isFull()),
          "line of '" + line.node() + "' earns " + line.congestionMicroCent());
    }
    require(
        clearing.budgetSurplusMicroCent() == Math.addExact(feesMicroCent(), congestionMicroCent()),
        "buyers pay "
            + clearing.budgetSurplusMicroCent()
            + " more than sellers, lines earn "
            + (feesMicroCent() + congestionMicroCent()));
    require(
        clearing.totalWelfareMicroCent() - feesMicroCent() == dualMicroCent,
        "welfare less fees is "
            + (clearing.totalWelfareMicroCent() - feesMicroCent())
            + ", its dual "
            + dualMicroCent);
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException("Nodal clearing is wrong: " + what);
    }
  }
}
