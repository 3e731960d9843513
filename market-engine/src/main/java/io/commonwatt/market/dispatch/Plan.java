package io.commonwatt.market.dispatch;

import java.util.List;
import java.util.Locale;

/**
 * Answer to a {@link DispatchProblem}; there always is one. Arrays are indexed by store in the
 * problem's order, then by step, and must not be changed.
 *
 * @param setpointKw power at the meter, positive charges, rounded to 1 W
 * @param storedKwh stored energy at the end of each step when the setpoints are held
 * @param why what decided the first step of each store
 * @param objectiveMilliCent cost of the plan in the model, tie-breaking costs included; NaN where
 *     the plan does not come from a solve
 * @param boundMilliCent proven lower bound of the same model; NaN likewise
 * @param slackKwh energy by which stores stand outside their limits, summed over the steps
 * @param storedValueCentPerKwh what one more stored kWh is worth now, from the duals; NaN likewise
 * @param details prices by step, devices, and which wishes were given up
 */
public record Plan(
    Status status,
    double[][] setpointKw,
    double[][] storedKwh,
    String[] why,
    double objectiveMilliCent,
    double boundMilliCent,
    double slackKwh,
    double[] storedValueCentPerKwh,
    Details details) {

  /**
   * More about a plan.
   *
   * @param storedValueCent what one more kWh in a store is worth at the end of each step, by store;
   *     empty where it does not come from a solve
   * @param netPriceCent what one more kWh of load would cost in each step, by connection; likewise
   * @param devices what they are to do, in the problem's order
   * @param givenUp wishes that are missed, in words
   */
  public record Details(
      double[][] storedValueCent,
      double[][] netPriceCent,
      List<DevicePlan> devices,
      List<String> givenUp) {
    public Details {
      devices = List.copyOf(devices);
      givenUp = List.copyOf(givenUp);
    }
  }

  /** How a plan was found: the rungs of the ladder. */
  public enum Status {
    OPTIMAL,
    /** Feasible, with a gap to the bound: the budget of search nodes was used up. */
    INCUMBENT,
    /** No solve succeeded: the previous plan, moved on. */
    SHIFTED,
    /** No solve and no previous plan: store surplus, cover deficit. */
    RULE;

    /** Lower-case name used in schedules. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
