package io.commonwatt.ingestion.simulator;

/**
 * A home battery as sold.
 *
 * @param capacityKwh usable
 * @param powerKw both ways
 * @param wearMilliCentPerKwh of throughput
 */
public record BatterySystem(double capacityKwh, double powerKw, long wearMilliCentPerKwh) {

  /** Energy out over energy in. */
  public static final double ROUND_TRIP_EFFICIENCY = 0.9;

  private static final double[][] SOLD = {{5, 2.5}, {6.5, 3}, {9.5, 3.6}, {10, 5}, {13.5, 5}};

  /** The battery a home of that name has. */
  public static BatterySystem seeded(long seed, String home) {
    Draws draws = Draws.named(seed, home + "/battery");
    double[] model = SOLD[draws.below(SOLD.length)];
    return new BatterySystem(model[0], model[1], 100L * (8 + draws.below(5)));
  }
}
