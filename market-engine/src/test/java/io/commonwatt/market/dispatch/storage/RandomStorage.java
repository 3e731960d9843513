package io.commonwatt.market.dispatch.storage;

import java.util.Random;

/** Storage problems drawn from a seed. */
final class RandomStorage {

  private RandomStorage() {}

  /** What a problem may hold beside a lossy store, prices, load and sun. */
  enum Kind {
    /** Import above export, both positive. */
    PLAIN,
    /** Prices of any sign, import never below export. */
    NEGATIVE_PRICES,
    /** Proximal terms and quadratic wear, free disposal. */
    PROXIMAL_DISPOSAL,
    /** Proximal terms, each step in one direction. */
    PROXIMAL
  }

  static StorageProblem of(long seed, int steps, Kind kind) {
    return builder(seed, steps, kind).build();
  }

  static StorageProblem.Builder builder(long seed, int steps, Kind kind) {
    Random random = new Random(seed);
    double[] base = new double[steps];
    double[] imports = new double[steps];
    double[] exports = new double[steps];
    double[] wear = new double[steps];
    double[] inflow = new double[steps];
    double[] weight = new double[steps];
    double[] target = new double[steps];
    double[] charge = new double[steps];
    double[] discharge = new double[steps];
    double[] lower = new double[steps];
    double[] upper = new double[steps];
    boolean anySign = kind != Kind.PLAIN;
    double step = new double[] {0.25, 0.5, 1}[random.nextInt(3)];
    double capacity = 1 + 10 * random.nextDouble();
    double power = 1 + 4 * random.nextDouble();
    double wearCent = random.nextInt(3);
    boolean quadratic = kind == Kind.PROXIMAL || kind == Kind.PROXIMAL_DISPOSAL;
    boolean moving = random.nextInt(4) == 0;
    double initial = capacity * (1.2 * random.nextDouble() - 0.1);
    boolean limited = random.nextInt(3) == 0;
    if (kind == Kind.PLAIN && limited) {
      // What must leave a store behind a full connection would better be burnt.
      initial = Math.max(0, Math.min(capacity, initial));
      moving = false;
    }
    for (int t = 0; t < steps; t++) {
      base[t] = 4 * random.nextDouble() - 1.5;
      imports[t] = anySign ? 40 * random.nextDouble() - 12 : 5 + random.nextInt(30);
      exports[t] = imports[t] - (random.nextInt(4) == 0 ? 0 : 5 * random.nextDouble());
      wear[t] = wearCent + 1e-3 * t / steps;
      inflow[t] = moving ? (random.nextDouble() - 0.5) * step : 0;
      weight[t] = quadratic ? 10 * random.nextDouble() : 0;
      target[t] = 4 * random.nextDouble() - 1.5;
      boolean away = moving && random.nextInt(5) == 0;
      charge[t] = away ? 0 : power;
      discharge[t] = away ? 0 : power * (0.5 + random.nextDouble());
      lower[t] = moving && random.nextInt(6) == 0 ? capacity * random.nextDouble() : 0;
      upper[t] = capacity;
    }
    StorageProblem.Builder builder =
        StorageProblem.at("b" + seed, step, base, imports, exports)
            .power(charge, discharge)
            .efficiency(
                0.8 + 0.2 * random.nextDouble(),
                0.8 + 0.2 * random.nextDouble(),
                random.nextBoolean() ? 1 : 0.95 + 0.05 * random.nextDouble())
            .stored(initial, lower, upper)
            .inflow(inflow)
            .wear(wear, quadratic && random.nextBoolean() ? random.nextDouble() : 0)
            .proximal(weight, target)
            .terminal(anySign ? 20 * random.nextDouble() - 4 : 25 * random.nextDouble());
    if (limited) {
      double beyondBase = anySign ? 0 : 1.6; // Else the limit makes taking energy pay.
      double importKw = 1 + beyondBase + 2 * random.nextDouble();
      builder.limits(importKw, 1 + beyondBase + 2 * random.nextDouble(), 200);
    }
    if (anySign && random.nextInt(3) == 0) {
      // Burning energy may pay where that keeps what was told.
      builder.told(told(random, steps, power), leave(random, steps));
    }
    return kind == Kind.PROXIMAL_DISPOSAL ? builder.terminal(5).disposal() : builder;
  }

  /** Powers told before, some of them beyond what the store can do. */
  private static double[] told(Random random, int steps, double power) {
    double[] told = new double[steps];
    for (int t = 0; t < steps; t++) {
      told[t] = random.nextInt(3) == 0 ? 0 : 2.2 * power * (random.nextDouble() - 0.5);
    }
    return told;
  }

  private static double[] leave(Random random, int steps) {
    double[] leave = new double[steps];
    for (int t = 0; t < steps; t++) {
      leave[t] = random.nextInt(4) == 0 ? 0 : 6 * random.nextDouble();
    }
    return leave;
  }
}
