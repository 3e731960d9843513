package io.commonwatt.market.resource;

import java.util.List;

/**
 * An engine that makes electricity and heat.
 *
 * @param powerKw greatest electric power
 * @param electricEfficiency electricity per fuel
 * @param heatEfficiency heat per fuel
 * @param fuelCentPerKwh price of fuel by step, carbon included
 * @param heat what takes its heat
 */
public record CombinedHeatPower(
    String id,
    double powerKw,
    double electricEfficiency,
    double heatEfficiency,
    double[] fuelCentPerKwh,
    HeatStore heat)
    implements Device {

  public CombinedHeatPower {
    Device.require(powerKw >= 0 && Double.isFinite(powerKw), id, "power " + powerKw + " kW");
    Device.require(
        electricEfficiency > 0 && heatEfficiency >= 0 && electricEfficiency + heatEfficiency <= 1.1,
        id,
        "efficiencies " + electricEfficiency + " and " + heatEfficiency);
  }

  @Override
  public Network network(Horizon horizon) {
    Device.requireLength(fuelCentPerKwh, horizon, id, "fuel price");
    double[] cost = fuelCentPerKwh.clone();
    for (int step = 0; step < cost.length; step++) {
      cost[step] /= electricEfficiency;
    }
    double[] gain = horizon.constant(heatEfficiency / electricEfficiency);
    Flow run = new Flow("generate", -1, horizon.constant(powerKw), 0, gain, cost);
    return Network.of(id, List.of(run), List.of(heat.tank(id, horizon)));
  }
}
