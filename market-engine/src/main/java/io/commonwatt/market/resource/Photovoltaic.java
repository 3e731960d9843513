package io.commonwatt.market.resource;

import java.util.List;

/**
 * PV that can be curtailed.
 *
 * @param availableKw by step
 * @param curtailmentCentPerKwh paid for a kWh not produced, 0 for none
 */
public record Photovoltaic(String id, double[] availableKw, double curtailmentCentPerKwh)
    implements Device {

  public Photovoltaic {
    for (double kw : availableKw) {
      Device.require(kw >= 0 && Double.isFinite(kw), id, "available power " + kw + " kW");
    }
    Device.require(curtailmentCentPerKwh >= 0, id, "negative price of curtailment");
  }

  @Override
  public Network network(Horizon horizon) {
    Device.requireLength(availableKw, horizon, id, "available power");
    double[] cost = horizon.constant(-curtailmentCentPerKwh);
    Flow used = new Flow("used", -1, availableKw, Flow.NO_TANK, horizon.constant(0), cost);
    return Network.of(id, List.of(used), List.of());
  }
}
