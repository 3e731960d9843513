package io.commonwatt.market.dispatch;

import io.commonwatt.market.resource.Flow;
import io.commonwatt.market.resource.Network;
import io.commonwatt.market.resource.Tank;
import java.util.List;

/**
 * The columns and rows of a device: its flows, its tanks with what they miss of their wishes, and
 * the starts of its runs. A tank that can only stay within its limits gets no slack.
 */
final class DeviceColumns {

  private static final double RELIEF_CENT = 1e4;

  private final DispatchModel into;
  private final LinearModel model;
  private final Network network;
  private final int place;
  private final DeviceColumns shared;
  private final int steps;
  private final int[][] flow;
  private final int[][] content;
  private final int[][] below;
  private final int[][] above;
  private final int[][] balanceRow;
  private final boolean[] hard;
  private final int[][] start;

  DeviceColumns(DispatchModel into, Network network, int place, DeviceColumns shared) {
    this.into = into;
    this.model = into.model();
    this.network = network;
    this.place = place;
    this.shared = shared;
    steps = into.problem().steps();
    flow = new int[network.flows().size()][steps];
    int tanks = network.tanks().size();
    content = new int[tanks][steps];
    below = new int[tanks][steps];
    above = new int[tanks][steps];
    balanceRow = new int[tanks][steps];
    hard = new boolean[tanks];
    for (int tank = 0; tank < tanks; tank++) {
      hard[tank] = staysInside(network.tanks().get(tank));
    }
    start = new int[network.runs().size()][];
    for (int run = 0; run < start.length; run++) {
      addStarts(run);
    }
  }

  Network network() {
    return network;
  }

  /** Most its flows and runs can take or give, kW. */
  double mostElectricKw() {
    double most = 0;
    for (Flow each : network.flows()) {
      most += each.electricSign() == 0 ? 0 : max(each.mostKw());
    }
    for (Network.Run run : network.runs()) {
      most += max(run.profileKw());
    }
    return most;
  }

  void add(int step, double exportCent, boolean exclusive) {
    double hours = into.problem().stepHours();
    for (int f = 0; f < flow.length; f++) {
      Flow each = network.flows().get(f);
      double cost =
          each.costCentPerKwh()[step]
              + each.electricSign() * exportCent
              + DispatchModel.tieCent(into.problem(), place, step);
      flow[f][step] =
          shared != null && step == 0
              ? into.sharedColumn(shared.flow[f][0], hours * cost)
              : into.column(0, each.mostKw()[step], hours * cost);
    }
    for (int tank = 0; tank < content.length; tank++) {
      addTank(tank, step);
    }
    for (Network.ContentLimit limit : network.contentLimits()) {
      addContentLimit(limit, step);
    }
    if (exclusive) {
      network.exclusive().forEach(groups -> addExclusive(groups, step));
    }
    for (int run = 0; run < start.length; run++) {
      for (int first = 0; first < start[run].length; first++) {
        double profile = profileKw(run, first, step);
        if (profile != 0) {
          model.addCost(start[run][first], into.weight() * hours * profile * exportCent);
        }
      }
    }
  }

  /** Entries of what it takes from its connection. */
  void addTaken(int step, int sign) {
    for (int f = 0; f < flow.length; f++) {
      int electric = network.flows().get(f).electricSign();
      if (electric != 0) {
        model.addEntry(flow[f][step], sign * electric);
      }
    }
    for (int run = 0; run < start.length; run++) {
      for (int first = 0; first < start[run].length; first++) {
        double profile = profileKw(run, first, step);
        if (profile != 0) {
          model.addEntry(start[run][first], sign * profile);
        }
      }
    }
  }

  /** Whether two flows that exclude each other run in the same step. */
  boolean runsBothWays(double[] values, int step, double toleranceKw) {
    for (Network.Exclusive groups : network.exclusive()) {
      if (Math.min(sum(values, groups.one(), step), sum(values, groups.other(), step))
          > toleranceKw) {
        return true;
      }
    }
    return false;
  }

  boolean hasExclusive() {
    return !network.exclusive().isEmpty();
  }

  /** What a solution tells it to do. */
  DevicePlan plan(double[] values, double[] duals) {
    double[][] flowKw = new double[flow.length][steps];
    double[][] held = new double[content.length][steps];
    double[][] missed = new double[content.length][steps];
    double[][] worth = new double[content.length][steps];
    double[] power = new double[steps];
    for (int step = 0; step < steps; step++) {
      for (int f = 0; f < flow.length; f++) {
        flowKw[f][step] = Math.max(0, values[flow[f][step]]);
        power[step] += network.flows().get(f).electricSign() * flowKw[f][step];
      }
      for (int run = 0; run < start.length; run++) {
        for (int first = 0; first < start[run].length; first++) {
          power[step] += profileKw(run, first, step) * Math.rint(values[start[run][first]]);
        }
      }
      for (int tank = 0; tank < content.length; tank++) {
        held[tank][step] = values[content[tank][step]];
        missed[tank][step] = hard[tank] ? 0 : values[below[tank][step]] + values[above[tank][step]];
        worth[tank][step] = -duals[balanceRow[tank][step]] / into.weight() + 0.0;
      }
    }
    return new DevicePlan(
        network.id(),
        power,
        network.flows().stream().map(Flow::name).toList(),
        flowKw,
        network.tanks().stream().map(Tank::name).toList(),
        held,
        missed,
        worth);
  }

  private void addTank(int index, int step) {
    Tank tank = network.tanks().get(index);
    double hours = into.problem().stepHours();
    boolean valued = step == steps - 1 && tank.terminalCent() != 0;
    boolean all = tank.terminalUpTo() == Double.POSITIVE_INFINITY;
    double worth = valued && all ? -tank.terminalCent() : 0;
    double reach = hard[index] ? 0 : reach(tank, index);
    content[index][step] =
        into.column(tank.lower()[step] - reach, tank.upper()[step] + reach, worth);
    double before = tank.inflow()[step] + (step > 0 ? 0 : tank.retention() * tank.initial());
    balanceRow[index][step] = model.addRow(before, before);
    model.addEntry(content[index][step], 1);
    if (step > 0) {
      model.addEntry(content[index][step - 1], -tank.retention());
    }
    for (int f = 0; f < flow.length; f++) {
      if (network.flows().get(f).tank() == index) {
        model.addEntry(flow[f][step], -hours * network.flows().get(f).gain()[step]);
      }
    }
    if (valued && !all) {
      double least = Math.min(tank.lower()[step] - reach, tank.terminalUpTo());
      int counted = into.column(least, tank.terminalUpTo(), -tank.terminalCent());
      model.addRow(0, Double.POSITIVE_INFINITY);
      model.addEntry(content[index][step], 1);
      model.addEntry(counted, -1);
    }
    if (!hard[index]) {
      below[index][step] = into.column(0, reach, tank.missedCent());
      above[index][step] = into.column(0, reach, tank.missedCent());
      model.addRow(tank.lower()[step], Double.POSITIVE_INFINITY);
      model.addEntry(content[index][step], 1);
      model.addEntry(below[index][step], 1);
      model.addRow(Double.NEGATIVE_INFINITY, tank.upper()[step]);
      model.addEntry(content[index][step], 1);
      model.addEntry(above[index][step], -1);
    }
  }

  private void addContentLimit(Network.ContentLimit limit, int step) {
    Tank tank = network.tanks().get(limit.tank());
    double now = limit.constantKw() + limit.slopeKw() * tank.initial();
    int relief = into.column(0, RELIEF_CENT, RELIEF_CENT);
    model.addRow(Double.NEGATIVE_INFINITY, step == 0 ? Math.max(0, now) : limit.constantKw());
    for (int f : limit.flows()) {
      model.addEntry(flow[f][step], 1);
    }
    model.addEntry(relief, -1);
    if (step > 0) {
      model.addEntry(content[limit.tank()][step - 1], -limit.slopeKw());
    }
  }

  private void addExclusive(Network.Exclusive groups, int step) {
    int one = model.addBinary();
    double mostOne = most(groups.one(), step);
    double mostOther = most(groups.other(), step);
    model.addRow(Double.NEGATIVE_INFINITY, 0);
    groups.one().forEach(f -> model.addEntry(flow[f][step], 1));
    model.addEntry(one, -mostOne);
    model.addRow(Double.NEGATIVE_INFINITY, mostOther);
    groups.other().forEach(f -> model.addEntry(flow[f][step], 1));
    model.addEntry(one, mostOther);
  }

  private void addStarts(int index) {
    Network.Run run = network.runs().get(index);
    if (shared != null) {
      start[index] = shared.start[index];
      return;
    }
    start[index] = new int[run.lastStart() - run.firstStart() + 1];
    for (int i = 0; i < start[index].length; i++) {
      start[index][i] = model.addBinary();
      model.addCost(start[index][i], DispatchModel.TIE_CENT_PER_KWH * i);
    }
    model.addRow(1, 1);
    for (int column : start[index]) {
      model.addEntry(column, 1);
    }
  }

  private double profileKw(int index, int start, int step) {
    Network.Run run = network.runs().get(index);
    int at = step - run.firstStart() - start;
    return at >= 0 && at < run.profileKw().length ? run.profileKw()[at] : 0;
  }

  private double sum(double[] values, List<Integer> flows, int step) {
    double sum = 0;
    for (int f : flows) {
      sum += values[flow[f][step]];
    }
    return sum;
  }

  private double most(List<Integer> flows, int step) {
    double sum = 0;
    for (int f : flows) {
      sum += network.flows().get(f).mostKw()[step];
    }
    return sum;
  }

  /** Whether standing still keeps the tank inside its limits, so that it needs no slack. */
  private static boolean staysInside(Tank tank) {
    if (tank.retention() != 1) {
      return false;
    }
    for (int step = 0; step < tank.lower().length; step++) {
      if (tank.inflow()[step] != 0
          || tank.initial() < tank.lower()[step]
          || tank.initial() > tank.upper()[step]) {
        return false;
      }
    }
    return true;
  }

  /** How far outside its limits the tank can come at all. */
  private double reach(Tank tank, int index) {
    double reach = Math.abs(tank.initial()) + max(tank.upper()) + 1;
    for (int step = 0; step < steps; step++) {
      reach += Math.abs(tank.inflow()[step]) + Math.max(0, -tank.lower()[step]);
    }
    for (Flow each : network.flows()) {
      if (each.tank() == index) {
        for (int step = 0; step < steps; step++) {
          reach += into.problem().stepHours() * each.mostKw()[step] * Math.abs(each.gain()[step]);
        }
      }
    }
    return reach;
  }

  private static double max(double[] values) {
    double max = 0;
    for (double value : values) {
      max = Math.max(max, Math.abs(value));
    }
    return max;
  }
}
