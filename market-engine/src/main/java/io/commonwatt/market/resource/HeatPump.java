package io.commonwatt.market.resource;

import java.util.List;

/**
 * A heat pump (or a heating rod: performance 1) that feeds something that holds heat.
 *
 * @param powerKw greatest electric power
 * @param performance heat per electricity by step, from the temperatures outside and of supply
 * @param heat what it feeds: a thermal store, a hot-water tank or a building
 */
public record HeatPump(String id, double powerKw, double[] performance, HeatStore heat)
    implements Device {

  public HeatPump {
    Device.require(powerKw >= 0 && Double.isFinite(powerKw), id, "power " + powerKw + " kW");
    for (double each : performance) {
      Device.require(each >= 0 && Double.isFinite(each), id, "performance " + each);
    }
  }

  @Override
  public Network network(Horizon horizon) {
    Device.requireLength(performance, horizon, id, "performance");
    Flow heating =
        new Flow("heat", 1, horizon.constant(powerKw), 0, performance, horizon.constant(0));
    return Network.of(id, List.of(heating), List.of(heat.tank(id, horizon)));
  }
}
