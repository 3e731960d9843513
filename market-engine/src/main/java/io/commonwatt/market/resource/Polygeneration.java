package io.commonwatt.market.resource;

import java.util.List;

/**
 * An electrolyser, a fuel cell and a hydrogen tank, with a desalination unit and its water tank
 * beside them: the polygeneration microgrid of Karavas et al. 2017.
 *
 * @param electrolyserKw greatest electric power
 * @param electrolyserEfficiency hydrogen (kWh) per electricity
 * @param fuelCellKw greatest electric power
 * @param fuelCellEfficiency electricity per hydrogen
 * @param hydrogenKwh in the tank now
 * @param hydrogenCapacityKwh when full
 * @param hydrogenCentPerKwh worth of hydrogen at the end
 * @param desalinationKw greatest electric power
 * @param desalinationKwhPerCubicMetre electricity per m³ of water
 * @param waterCubicMetre in the tank now
 * @param waterCapacityCubicMetre when full
 * @param waterDemandCubicMetre drawn by step
 * @param missedCentPerCubicMetre price of a missing m³ for an hour
 */
public record Polygeneration(
    String id,
    double electrolyserKw,
    double electrolyserEfficiency,
    double fuelCellKw,
    double fuelCellEfficiency,
    double hydrogenKwh,
    double hydrogenCapacityKwh,
    double hydrogenCentPerKwh,
    double desalinationKw,
    double desalinationKwhPerCubicMetre,
    double waterCubicMetre,
    double waterCapacityCubicMetre,
    double[] waterDemandCubicMetre,
    double missedCentPerCubicMetre)
    implements Device {

  public Polygeneration {
    Device.require(
        electrolyserEfficiency > 0 && electrolyserEfficiency <= 1,
        id,
        "efficiency of the electrolyser " + electrolyserEfficiency);
    Device.require(
        fuelCellEfficiency > 0 && fuelCellEfficiency <= 1,
        id,
        "efficiency of the fuel cell " + fuelCellEfficiency);
    Device.require(
        desalinationKwhPerCubicMetre > 0,
        id,
        "desalination of " + desalinationKwhPerCubicMetre + " kWh/m³");
  }

  @Override
  public Network network(Horizon horizon) {
    Device.requireLength(waterDemandCubicMetre, horizon, id, "water demand");
    double[] drawn = waterDemandCubicMetre.clone();
    for (int step = 0; step < drawn.length; step++) {
      drawn[step] = -drawn[step];
    }
    double hours = horizon.stepHours();
    Tank hydrogen =
        new Tank(
            "hydrogen",
            "kWh",
            hydrogenKwh,
            1,
            horizon.constant(0),
            horizon.constant(hydrogenCapacityKwh),
            horizon.constant(0),
            MISSED_CENT * hours,
            hydrogenCentPerKwh);
    Tank water =
        new Tank(
            "water",
            "m³",
            waterCubicMetre,
            1,
            horizon.constant(0),
            horizon.constant(waterCapacityCubicMetre),
            drawn,
            missedCentPerCubicMetre * hours,
            0);
    return new Network(
        id,
        List.of(
            flow(horizon, "electrolyse", 1, electrolyserKw, 0, electrolyserEfficiency),
            flow(horizon, "fuel cell", -1, fuelCellKw, 0, -1 / fuelCellEfficiency),
            flow(horizon, "desalinate", 1, desalinationKw, 1, 1 / desalinationKwhPerCubicMetre)),
        List.of(hydrogen, water),
        List.of(new Network.Exclusive(List.of(0), List.of(1))),
        List.of(),
        List.of());
  }

  private static Flow flow(
      Horizon horizon, String name, int sign, double mostKw, int tank, double gain) {
    double[] free = horizon.constant(0);
    return new Flow(name, sign, horizon.constant(mostKw), tank, horizon.constant(gain), free);
  }
}
