package io.commonwatt.market.distribution;

import io.commonwatt.market.clearing.Budget;
import io.commonwatt.market.clearing.NodalResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A clearing within lines and voltage.
 *
 * @param nodal fills, prices, flows; what a line earns by its prices includes what voltage makes of
 *     them
 * @param volt voltage at each node, from the top down
 * @param roundedWh energy by which whole Wh differ from the programme's optimum, at most
 */
public record VoltageResult(NodalResult nodal, Map<String, Double> volt, long roundedWh) {

  /** What the clearing knows of the grid. */
  public static final String LINEARISED = "linearised distribution flow";

  public VoltageResult {
    volt = new LinkedHashMap<>(volt);
  }

  /**
   * Asserts what must hold to the last unit: nobody trades at a loss, volume is conserved, what
   * buyers pay beyond sellers is what lines earn; and the limits, but for what whole Wh round.
   *
   * @param limits of lines, as asked
   * @throws IllegalStateException naming what broke
   */
  void check(VoltageBand band, Map<String, Double> riseByWh) {
    long surplus = nodal.clearing().budgetSurplusMicroCent();
    nodal.clearing().check(surplus < 0 ? Budget.DEFICIT_ALLOWED : Budget.SURPLUS);
    require(
        surplus == Math.addExact(nodal.feesMicroCent(), nodal.congestionMicroCent()),
        "lines earn something else than the surplus");
    List<NodalResult.LineFlow> lines = nodal.lines();
    for (NodalResult.LineFlow line : lines) {
      require(
          line.limitWh() >= Math.abs(line.flowWh()) - roundedWh,
          "line of '" + line.node() + "' is overrun");
    }
    double nominal = band.nominalVolt() * band.nominalVolt();
    volt.forEach(
        (node, volts) -> {
          double squared = volts * volts - nominal;
          double slack = riseByWh.get(node) * roundedWh + 1e-6 * nominal;
          require(
              squared >= band.least() - slack && squared <= band.most() + slack,
              "voltage " + volts + " V at '" + node + "' leaves its band");
        });
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException("Clearing with voltage is wrong: " + what);
    }
  }
}
