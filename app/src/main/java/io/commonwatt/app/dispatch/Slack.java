package io.commonwatt.app.dispatch;

import io.commonwatt.market.dispatch.Connection;
import io.commonwatt.market.dispatch.DevicePlan;
import io.commonwatt.market.dispatch.DispatchProblem;
import io.commonwatt.market.dispatch.GridLimits;
import io.commonwatt.market.dispatch.PlacedDevice;
import io.commonwatt.market.resource.Tank;
import java.util.List;

/**
 * By how much a plan misses limits that cannot be kept, summed over the steps.
 *
 * @param storesKwh stored energy outside the limits of stores
 * @param connectionKwh energy beyond the limits of the connection; on an island what is not served
 *     or has nowhere to go
 * @param devicesKwh energy that devices hold less or more of than was wished; water is not counted
 */
record Slack(double storesKwh, double connectionKwh, double devicesKwh) {

  static Slack of(PlannedSite planned) {
    return new Slack(
        planned.plan().slackKwh(),
        overLimitKwh(planned),
        missedKwh(planned.problem(), planned.plan().details().devices()));
  }

  double totalKwh() {
    return storesKwh + connectionKwh + devicesKwh;
  }

  private static double overLimitKwh(PlannedSite planned) {
    Connection connection = planned.problem().connections().get(0);
    if (connection.limits().isEmpty()) {
      return 0;
    }
    GridLimits limits = connection.limits().get();
    double[] net = planned.netKw();
    double sum = 0;
    for (int step = 0; step < net.length; step++) {
      double over =
          Math.max(net[step] - limits.importKw()[step], -net[step] - limits.exportKw()[step]);
      sum += Math.max(0, over) * planned.problem().stepHours();
    }
    return sum;
  }

  private static double missedKwh(DispatchProblem problem, List<DevicePlan> plans) {
    double sum = 0;
    for (int device = 0; device < plans.size(); device++) {
      PlacedDevice placed = problem.devices().get(device);
      List<Tank> tanks = placed.device().network(problem.horizon()).tanks();
      for (int tank = 0; tank < tanks.size(); tank++) {
        for (double missed : plans.get(device).missed()[tank]) {
          sum += tanks.get(tank).unit().equals("kWh") ? missed : 0;
        }
      }
    }
    return sum;
  }
}
