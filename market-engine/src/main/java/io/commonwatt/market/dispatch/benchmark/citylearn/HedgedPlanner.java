package io.commonwatt.market.dispatch.benchmark.citylearn;

import java.util.Arrays;

/**
 * Solves a {@link HedgedProblem} by Newton's method with a logarithmic barrier. The variables are
 * the energies stored at the end of each hour, so the only constraints are their bounds; kinks are
 * rounded by √(x² + δ²), and the Hessian is banded because an hour meets only its neighbours: one
 * iteration costs hours · (3 homes)³. Deterministic; each solve starts from the last plan, shifted.
 * Not thread-safe.
 */
final class HedgedPlanner {

  private static final double ONE_WAY_EFFICIENCY = StrictMath.sqrt(0.83);
  private static final double UP = (1 / ONE_WAY_EFFICIENCY + ONE_WAY_EFFICIENCY) / 2;
  private static final double BEND = (1 / ONE_WAY_EFFICIENCY - ONE_WAY_EFFICIENCY) / 2;

  /** Rounds the kink between charging and discharging, kWh². */
  private static final double BEND_ROUNDING = 1e-3;

  /** Distance from the bounds at which a solve starts, kWh. */
  private static final double START_MARGIN_KWH = 0.02;

  private static final double OVERPOWER_PRICE = 0.3;
  private static final double POWER_FALLS_FROM = 0.8;
  private static final double FIRST_BARRIER = 3e-3;
  static final double LAST_BARRIER = 4e-4;
  private static final double BARRIER_FACTOR = 0.14;
  private static final double DECREMENT = 3e-4;
  private static final double FAST_DECREMENT = 1e-2;
  private static final double LONG_STEP = 0.8;
  private static final double TO_BOUND = 0.95;
  private static final double ARMIJO = 1e-4;
  private static final int HALVINGS = 12;
  private static final int ITERATIONS = 60;
  private static final double REGULARISATION = 1e-9;

  private final HedgedProblem problem;
  private final int homes;
  private final int hours;
  private final double rounding;
  private final BandedCholesky hessian;
  private final double[][] storedKwh;
  private final double[][] trialKwh;
  private final double[] step;
  private final double[] gradient;
  private final double[][] slope;
  private final double[][] bend;
  private final double[][] homeSlope;
  private final double[][] homeCurve;
  private final double[] flowSlope;
  private final double[] flowCurve;
  private final double[] rampSlope;
  private final double[] rampCurve;
  private final int[] indexes;
  private final double[] values;

  /**
   * @param smoothingKwh width over which kinks are rounded
   */
  HedgedPlanner(HedgedProblem problem, double smoothingKwh) {
    this.problem = problem;
    homes = problem.homes;
    hours = problem.hours;
    rounding = smoothingKwh * smoothingKwh;
    hessian = new BandedCholesky(homes * hours, 3 * homes - 1);
    storedKwh = new double[hours][homes];
    trialKwh = new double[hours][homes];
    step = new double[homes * hours];
    gradient = new double[homes * hours];
    slope = new double[hours][homes];
    bend = new double[hours][homes];
    homeSlope = new double[hours][homes];
    homeCurve = new double[hours][homes];
    flowSlope = new double[hours];
    flowCurve = new double[hours];
    rampSlope = new double[hours];
    rampCurve = new double[hours];
    indexes = new int[3 * homes];
    values = new double[3 * homes];
  }

  /**
   * Plans.
   *
   * @return energy of each battery in the first hour at the meter, kWh, positive charges
   */
  double[] solve() {
    start();
    double barrier = FIRST_BARRIER;
    double value = value(storedKwh, barrier);
    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
      double decrement = newton(barrier);
      double length = search(value, decrement, barrier);
      boolean fast = barrier > LAST_BARRIER && length > LONG_STEP && decrement < FAST_DECREMENT;
      if (length == 0 || decrement < DECREMENT || fast) {
        if (barrier == LAST_BARRIER) {
          break;
        }
        barrier = Math.max(LAST_BARRIER, barrier * BARRIER_FACTOR);
      }
      value = value(storedKwh, barrier);
    }
    double[] first = new double[homes];
    for (int home = 0; home < homes; home++) {
      first[home] = energy(storedKwh[0][home] - problem.storedKwh[home]);
    }
    return first;
  }

  /** Energies stored at the end of each hour by home in the last plan, kWh; a copy. */
  double[][] plan() {
    double[][] copy = new double[hours][];
    for (int hour = 0; hour < hours; hour++) {
      copy[hour] = storedKwh[hour].clone();
    }
    return copy;
  }

  /** Expected cost of a plan, $. */
  double costOf(double[][] plan) {
    return value(plan, 0);
  }

  /** The last plan, an hour later, moved off the bounds. */
  private void start() {
    for (int hour = 0; hour < hours; hour++) {
      double[] next = storedKwh[Math.min(hour + 1, hours - 1)];
      for (int home = 0; home < homes; home++) {
        double highest = problem.capacityKwh[home] - START_MARGIN_KWH;
        storedKwh[hour][home] = Math.min(highest, Math.max(START_MARGIN_KWH, next[home]));
      }
    }
  }

  /** Moves along the step as far as it helps; returns the length taken, 0 for none. */
  private double search(double value, double decrement, double barrier) {
    double length = longest();
    for (int halving = 0; halving < HALVINGS; halving++, length /= 2) {
      for (int hour = 0; hour < hours; hour++) {
        for (int home = 0; home < homes; home++) {
          trialKwh[hour][home] = storedKwh[hour][home] + length * step[hour * homes + home];
        }
      }
      if (value(trialKwh, barrier) <= value - ARMIJO * length * decrement) {
        for (int hour = 0; hour < hours; hour++) {
          System.arraycopy(trialKwh[hour], 0, storedKwh[hour], 0, homes);
        }
        return length;
      }
    }
    return 0;
  }

  private double longest() {
    double length = 1;
    for (int hour = 0; hour < hours; hour++) {
      for (int home = 0; home < homes; home++) {
        double move = step[hour * homes + home];
        double room =
            move < 0 ? storedKwh[hour][home] : problem.capacityKwh[home] - storedKwh[hour][home];
        if (move != 0) {
          length = Math.min(length, TO_BOUND * room / Math.abs(move));
        }
      }
    }
    return length;
  }

  private double value(double[][] plan, double barrier) {
    double sum = 0;
    double previous = problem.previousKwh;
    for (int hour = 0; hour < hours; hour++) {
      double district = 0;
      for (int home = 0; home < homes; home++) {
        double before = hour == 0 ? problem.storedKwh[home] : plan[hour - 1][home];
        double after = plan[hour][home];
        double capacity = problem.capacityKwh[home];
        double flow = energy(after - before);
        double net = problem.netKwh[hour][home] + flow;
        double over = Math.abs(flow) - CityLearnBattery.powerLimitKw(before, capacity);
        district += net;
        sum += problem.carbon[hour] * expectedAbove(net, problem.homeNodesKwh[hour][home]);
        sum += over > 0 ? OVERPOWER_PRICE * over * over : 0;
        sum -= barrier == 0 ? 0 : barrier * StrictMath.log(after * (capacity - after));
      }
      double[] nodes = problem.districtNodesKwh[hour];
      sum += problem.price[hour] * expectedAbove(district, nodes);
      if (problem.peak[hour] > 0) {
        sum += problem.peak[hour] * expectedAbove(district - problem.peakKwh, nodes);
      }
      sum += problem.ramp * expectedSize(district - previous, problem.rampNodesKwh[hour]);
      previous = district;
    }
    for (int home = 0; home < homes; home++) {
      sum -= problem.storedValue * plan[hours - 1][home];
    }
    return sum;
  }

  /** Writes Newton's step; returns the decrement, twice the expected gain. */
  private double newton(double barrier) {
    hessian.clear();
    Arrays.fill(gradient, 0);
    double previous = problem.previousKwh;
    for (int hour = 0; hour < hours; hour++) {
      double district = 0;
      for (int home = 0; home < homes; home++) {
        district += homeTerms(hour, home);
      }
      districtTerms(hour, district, district - previous);
      previous = district;
    }
    for (int hour = 0; hour < hours; hour++) {
      double rampLater = hour + 1 < hours ? rampSlope[hour + 1] : 0;
      double common = flowSlope[hour] + rampSlope[hour] - rampLater;
      for (int home = 0; home < homes; home++) {
        addFlow(hour, home, homeSlope[hour][home] + common);
        addBarrier(hour, home, barrier);
      }
      addDistrict(hour, flowCurve[hour], false);
      addDistrict(hour, rampCurve[hour], true);
    }
    for (int home = 0; home < homes; home++) {
      gradient[(hours - 1) * homes + home] -= problem.storedValue;
    }
    for (int index = 0; index < step.length; index++) {
      step[index] = -gradient[index];
    }
    hessian.solve(step);
    double decrement = 0;
    for (int index = 0; index < step.length; index++) {
      decrement -= gradient[index] * step[index];
    }
    return decrement;
  }

  /** First and second derivatives of a home's own costs by its flow; returns its net energy. */
  private double homeTerms(int hour, int home) {
    double before = hour == 0 ? problem.storedKwh[home] : storedKwh[hour - 1][home];
    double change = storedKwh[hour][home] - before;
    double root = Math.sqrt(change * change + BEND_ROUNDING);
    double flow = UP * change + BEND * root;
    slope[hour][home] = UP + BEND * change / root;
    bend[hour][home] = BEND * BEND_ROUNDING / (root * root * root);
    double net = problem.netKwh[hour][home] + flow;
    double first = 0;
    double second = 0;
    for (double node : problem.homeNodesKwh[hour][home]) {
      double x = net + node;
      double size = Math.sqrt(x * x + rounding);
      first += (1 + x / size) / 2;
      second += rounding / (size * size * size) / 2;
    }
    double weight = problem.carbon[hour] / problem.nodes;
    homeSlope[hour][home] = weight * first;
    homeCurve[hour][home] = weight * second;
    double capacity = problem.capacityKwh[home];
    double over = Math.abs(flow) - CityLearnBattery.powerLimitKw(before, capacity);
    if (over > 0) {
      addOverpower(hour, home, over, flow, before > POWER_FALLS_FROM * capacity);
    }
    return net;
  }

  private void addOverpower(int hour, int home, double over, double flow, boolean falling) {
    homeSlope[hour][home] += 2 * OVERPOWER_PRICE * over * Math.signum(flow);
    homeCurve[hour][home] += 2 * OVERPOWER_PRICE;
    if (hour > 0 && falling) {
      double fall = CityLearnBattery.POWER_KW / (1 - POWER_FALLS_FROM) / problem.capacityKwh[home];
      int before = (hour - 1) * homes + home;
      gradient[before] += 2 * OVERPOWER_PRICE * over * fall;
      hessian.add(before, before, 2 * OVERPOWER_PRICE * fall * fall);
    }
  }

  private void districtTerms(int hour, double district, double change) {
    double first = 0;
    double second = 0;
    for (double node : problem.districtNodesKwh[hour]) {
      double x = district + node;
      double size = Math.sqrt(x * x + rounding);
      first += problem.price[hour] * (1 + x / size) / 2;
      second += problem.price[hour] * rounding / (size * size * size) / 2;
      if (problem.peak[hour] > 0) {
        double above = x - problem.peakKwh;
        double aboveSize = Math.sqrt(above * above + rounding);
        first += problem.peak[hour] * (1 + above / aboveSize) / 2;
        second += problem.peak[hour] * rounding / (aboveSize * aboveSize * aboveSize) / 2;
      }
    }
    flowSlope[hour] = first / problem.nodes;
    flowCurve[hour] = second / problem.nodes;
    first = 0;
    second = 0;
    for (double node : problem.rampNodesKwh[hour]) {
      double x = change + node;
      double size = Math.sqrt(x * x + rounding);
      first += x / size;
      second += rounding / (size * size * size);
    }
    rampSlope[hour] = problem.ramp * first / problem.nodes;
    rampCurve[hour] = problem.ramp * second / problem.nodes;
  }

  private void addFlow(int hour, int home, double total) {
    double first = total * slope[hour][home];
    double second =
        homeCurve[hour][home] * slope[hour][home] * slope[hour][home]
            + Math.max(0, total) * bend[hour][home];
    int after = hour * homes + home;
    gradient[after] += first;
    hessian.add(after, after, second);
    if (hour > 0) {
      int before = after - homes;
      gradient[before] -= first;
      hessian.add(before, before, second);
      hessian.add(before, after, -second);
    }
  }

  private void addBarrier(int hour, int home, double barrier) {
    double below = storedKwh[hour][home];
    double above = problem.capacityKwh[home] - below;
    int index = hour * homes + home;
    gradient[index] += barrier * (1 / above - 1 / below);
    hessian.add(
        index, index, barrier * (1 / (above * above) + 1 / (below * below)) + REGULARISATION);
  }

  private void addDistrict(int hour, double weight, boolean change) {
    int count = 0;
    for (int home = 0; home < homes; home++) {
      indexes[count] = hour * homes + home;
      values[count++] = slope[hour][home];
    }
    for (int home = 0; home < homes && hour > 0; home++) {
      indexes[count] = (hour - 1) * homes + home;
      values[count++] = -slope[hour][home] - (change ? slope[hour - 1][home] : 0);
    }
    for (int home = 0; home < homes && hour > 1 && change; home++) {
      indexes[count] = (hour - 2) * homes + home;
      values[count++] = slope[hour - 1][home];
    }
    hessian.addOuter(weight, indexes, values, count);
  }

  private double expectedAbove(double x, double[] nodes) {
    double sum = 0;
    for (double node : nodes) {
      double y = x + node;
      sum += (y + Math.sqrt(y * y + rounding)) / 2;
    }
    return sum / nodes.length;
  }

  private double expectedSize(double x, double[] nodes) {
    double sum = 0;
    for (double node : nodes) {
      double y = x + node;
      sum += Math.sqrt(y * y + rounding);
    }
    return sum / nodes.length;
  }

  /** Energy at the meter for a change of stored energy, kWh. */
  private static double energy(double change) {
    return UP * change + BEND * Math.sqrt(change * change + BEND_ROUNDING);
  }
}
