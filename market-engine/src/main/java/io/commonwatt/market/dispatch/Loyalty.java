package io.commonwatt.market.dispatch;

import java.util.Objects;

/**
 * A small price on leaving what was told before, so that plans do not flap when forecasts move
 * little.
 *
 * @param previous what was told
 * @param centPerKwh of energy by which the setpoints differ
 */
public record Loyalty(PreviousPlan previous, double centPerKwh) {
  /** What a store was told, kW by step of a problem; 0 where nothing was. */
  double[] toldKw(DispatchProblem problem, int store) {
    double[] told = new double[problem.steps()];
    String id = problem.stores().get(store).battery().id();
    for (int step = 0; step < told.length; step++) {
      if (previous.covers(problem.startOf(step))) {
        told[step] = previous.setpointKwAt(id, problem.startOf(step));
      }
    }
    return told;
  }

  /** Price of leaving, ct/kWh by step of a problem; 0 where nothing was told. */
  double[] leaveCent(DispatchProblem problem) {
    double[] cent = new double[problem.steps()];
    for (int step = 0; step < cent.length; step++) {
      cent[step] = previous.covers(problem.startOf(step)) ? centPerKwh : 0;
    }
    return cent;
  }

  public Loyalty {
    Objects.requireNonNull(previous, "previous");
    if (!(centPerKwh >= 0)) {
      throw new IllegalArgumentException(
          "Price of leaving a plan: " + centPerKwh + " ct/kWh; give 0 or more");
    }
  }
}
