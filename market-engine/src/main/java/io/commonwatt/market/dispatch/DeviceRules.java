package io.commonwatt.market.dispatch;

import io.commonwatt.market.resource.Flow;
import io.commonwatt.market.resource.Network;
import io.commonwatt.market.resource.Tank;
import java.util.ArrayList;
import java.util.List;

/**
 * What devices do without a solve: tanks are filled to the greatest limit still ahead as soon as
 * their flows allow, what feeds a connection without a tank does so in full, runs start at once.
 */
final class DeviceRules {

  private static final double SEEN = 1e-6;

  private DeviceRules() {}

  static List<DevicePlan> plans(DispatchProblem problem) {
    List<DevicePlan> plans = new ArrayList<>();
    for (PlacedDevice placed : problem.devices()) {
      plans.add(plan(placed.device().network(problem.horizon()), problem));
    }
    return plans;
  }

  /** Wishes the rule gives up, in words. */
  static List<String> missed(DispatchProblem problem) {
    List<String> words = new ArrayList<>();
    List<DevicePlan> plans = plans(problem);
    for (int device = 0; device < plans.size(); device++) {
      Network network = problem.devices().get(device).device().network(problem.horizon());
      words.addAll(missed(problem, network, plans.get(device)));
    }
    return words;
  }

  /** Wishes a device's plan gives up: the worst step of each tank. */
  static List<String> missed(DispatchProblem problem, Network network, DevicePlan plan) {
    List<String> words = new ArrayList<>();
    for (int tank = 0; tank < network.tanks().size(); tank++) {
      double worst = SEEN;
      int at = -1;
      for (int step = 0; step < problem.steps(); step++) {
        if (plan.missed()[tank][step] > worst) {
          worst = plan.missed()[tank][step];
          at = step;
        }
      }
      if (at >= 0) {
        words.add(GivenUp.tank(network.id(), network.tanks().get(tank), worst, problem, at));
      }
    }
    return words;
  }

  private static DevicePlan plan(Network network, DispatchProblem problem) {
    int steps = problem.steps();
    int tanks = network.tanks().size();
    double[][] flowKw = new double[network.flows().size()][steps];
    double[] power = new double[steps];
    double[][] content = new double[tanks][steps];
    double[][] missed = new double[tanks][steps];
    double[][] worth = new double[tanks][steps];
    for (int step = 0; step < steps; step++) {
      for (int index = 0; index < tanks; index++) {
        Tank tank = network.tanks().get(index);
        double before = step == 0 ? tank.initial() : content[index][step - 1];
        double after = tank.retention() * before + tank.inflow()[step];
        double wanted = ahead(tank.lower(), step) - after;
        for (int f = 0; f < flowKw.length; f++) {
          Flow flow = network.flows().get(f);
          if (flow.tank() == index && flow.gain()[step] > 0 && wanted > 0) {
            double perKw = flow.gain()[step] * problem.stepHours();
            flowKw[f][step] = Math.min(flow.mostKw()[step], wanted / perKw);
            wanted -= flowKw[f][step] * perKw;
            after += flowKw[f][step] * perKw;
          }
        }
        content[index][step] = after;
        missed[index][step] =
            Math.max(0, Math.max(tank.lower()[step] - after, after - tank.upper()[step]));
        worth[index][step] = Double.NaN;
      }
      for (int f = 0; f < flowKw.length; f++) {
        Flow flow = network.flows().get(f);
        if (flow.tank() == Flow.NO_TANK && flow.electricSign() < 0) {
          flowKw[f][step] = flow.mostKw()[step];
        }
        power[step] += flow.electricSign() * flowKw[f][step];
      }
    }
    for (Network.Run run : network.runs()) {
      for (int i = 0; i < run.profileKw().length; i++) {
        power[run.firstStart() + i] += run.profileKw()[i];
      }
    }
    List<String> flows = network.flows().stream().map(Flow::name).toList();
    List<String> names = network.tanks().stream().map(Tank::name).toList();
    return new DevicePlan(network.id(), power, flows, flowKw, names, content, missed, worth);
  }

  private static double ahead(double[] lower, int step) {
    double most = lower[step];
    for (int later = step; later < lower.length; later++) {
      most = Math.max(most, lower[later]);
    }
    return most;
  }
}
