package io.commonwatt.market.dispatch.storage;

import java.util.Arrays;

/**
 * One store at one connection over a horizon of steps of equal length. With p the power at the
 * meter of the store (kW, positive charges) and n = base + p the net power, a step of h hours costs
 *
 * <pre>
 * h · [ import · max(0, n) − export · max(0, −n) + wear · |p| + ½ · q · p² + ½ · w · (n − target)²
 *     + overLimit · (max(0, n − importLimit) + max(0, −n − exportLimit)) + overPeak · max(0, n − peak)
 *     + leave · |p − told| ]
 * </pre>
 *
 * ct, and the stored energy moves by s′ = retention · s + h · (chargeEfficiency · max(0, p) −
 * max(0, −p) / dischargeEfficiency) + inflow. What is left at the end is worth terminal ct/kWh.
 * Limits of the stored energy that cannot be reached are approached as far as the power goes.
 * Immutable.
 */
public final class StorageProblem {

  /** Price of power beyond the limits of the connection unless another is given, ct/kWh. */
  public static final double OVER_LIMIT_CENT_PER_KWH = 1000;

  final String id;
  final int steps;
  final double stepHours;
  final double[] baseKw;
  final double[] importCent;
  final double[] exportCent;
  final double[] importLimitKw;
  final double[] exportLimitKw;
  final double overLimitCent;
  final double peakKw;
  final double overPeakCent;
  final double[] proximalWeight;
  final double[] proximalTargetKw;
  final double[] toldKw;
  final double[] leaveCent;
  final double[] chargeKw;
  final double[] dischargeKw;
  final double chargeEfficiency;
  final double dischargeEfficiency;
  final double retention;
  final double[] lowerKwh;
  final double[] upperKwh;
  final double initialKwh;
  final double[] inflowKwh;
  final double[] wearCent;
  final double quadraticWearCent;
  final double terminalCent;
  final boolean disposal;

  private StorageProblem(Builder from) {
    id = from.id;
    steps = from.baseKw.length;
    stepHours = from.stepHours;
    baseKw = from.baseKw;
    importCent = from.importCent;
    exportCent = from.exportCent;
    importLimitKw = from.importLimitKw;
    exportLimitKw = from.exportLimitKw;
    overLimitCent = from.overLimitCent;
    peakKw = from.peakKw;
    overPeakCent = from.overPeakCent;
    proximalWeight = from.proximalWeight;
    proximalTargetKw = from.proximalTargetKw;
    toldKw = from.toldKw;
    leaveCent = from.leaveCent;
    chargeKw = from.chargeKw;
    dischargeKw = from.dischargeKw;
    chargeEfficiency = from.chargeEfficiency;
    dischargeEfficiency = from.dischargeEfficiency;
    retention = from.retention;
    lowerKwh = from.lowerKwh;
    upperKwh = from.upperKwh;
    initialKwh = from.initialKwh;
    inflowKwh = from.inflowKwh;
    wearCent = from.wearCent;
    quadraticWearCent = from.quadraticWearCent;
    terminalCent = from.terminalCent;
    disposal = from.disposal;
    check();
  }

  /**
   * A problem at a connection; one value per step in each array.
   *
   * @param id for errors
   * @param stepHours length of a step, h
   * @param baseKw net power nobody controls
   * @param importCent price of energy taken, ct/kWh
   * @param exportCent price of energy fed in, ct/kWh, at most that of energy taken
   */
  public static Builder at(
      String id, double stepHours, double[] baseKw, double[] importCent, double[] exportCent) {
    return new Builder(id, stepHours, baseKw, importCent, exportCent);
  }

  /** Number of steps. */
  public int steps() {
    return steps;
  }

  /** Name in errors. */
  public String id() {
    return id;
  }

  /** Cost of a step at a power of the store at the meter, ct. */
  public double stepCostCent(int step, double powerKw) {
    double net = baseKw[step] + powerKw;
    double cost = net > 0 ? importCent[step] * net : exportCent[step] * net;
    cost += wearCent[step] * Math.abs(powerKw) + 0.5 * quadraticWearCent * powerKw * powerKw;
    cost += leaveCent[step] * Math.abs(powerKw - toldKw[step]);
    cost +=
        overLimitCent(step, net)
            + (overPeakCent > 0 ? overPeakCent * Math.max(0, net - peakKw) : 0);
    double apart = net - proximalTargetKw[step];
    return stepHours * (cost + 0.5 * proximalWeight[step] * apart * apart);
  }

  private double overLimitCent(int step, double net) {
    return overLimitCent * overLimitKw(step, net);
  }

  /** Net power beyond the limits of the connection, kW; a limit may lie below zero. */
  double overLimitKw(int step, double net) {
    return Math.max(0, net - importLimitKw[step]) + Math.max(0, -net - exportLimitKw[step]);
  }

  /** Length of a step, h. */
  public double stepHours() {
    return stepHours;
  }

  /** What one more kWh at the connection costs there while the store runs at a power, ct. */
  public double netPriceCent(int step, double powerKw) {
    double net = baseKw[step] + powerKw;
    double price = net > 0 ? importCent[step] : exportCent[step];
    price += net > importLimitKw[step] ? overLimitCent : 0;
    price -= -net > exportLimitKw[step] ? overLimitCent : 0;
    price += net > peakKw ? overPeakCent : 0;
    return price + proximalWeight[step] * (net - proximalTargetKw[step]);
  }

  /**
   * What a kWh at the connection is worth to the store just above a power: what it gains by storing
   * one more, or saves by giving one less.
   *
   * @param storedCent what a stored kWh is worth
   */
  public double worthOfNetCent(int step, double powerKw, double storedCent) {
    boolean charges = powerKw >= 0;
    double perKwh = charges ? chargeEfficiency : 1 / dischargeEfficiency;
    double wear = (charges ? wearCent[step] : -wearCent[step]) + quadraticWearCent * powerKw;
    double leave = powerKw >= toldKw[step] ? leaveCent[step] : -leaveCent[step];
    return powerKw >= chargeKw[step]
        ? Double.NEGATIVE_INFINITY
        : storedCent * perKwh - wear - leave;
  }

  /** Change of the stored energy by a power held for a step, kWh; losses by time not counted. */
  public double storedChangeKwh(double powerKw) {
    return stepHours * (powerKw > 0 ? chargeEfficiency * powerKw : powerKw / dischargeEfficiency);
  }

  /** The power that changes the stored energy by so much in a step, kW. */
  public double powerKw(double changeKwh) {
    return (changeKwh > 0 ? changeKwh / chargeEfficiency : changeKwh * dischargeEfficiency)
        / stepHours;
  }

  /** The same with a price on net power above a peak. */
  StorageProblem withPeak(double kw, double overCentPerKwh) {
    Builder builder = toBuilder();
    builder.peakKw = kw;
    builder.overPeakCent = overCentPerKwh;
    return new StorageProblem(builder);
  }

  /** The same with other limits of the stored energy. */
  StorageProblem withLimits(double[] lower, double[] upper) {
    Builder builder = toBuilder();
    builder.lowerKwh = lower;
    builder.upperKwh = upper;
    return new StorageProblem(builder);
  }

  /** The same at other prices. */
  StorageProblem withPrices(double[] imports, double[] exports) {
    return new StorageProblem(toBuilder(imports, exports));
  }

  private Builder toBuilder() {
    return toBuilder(importCent, exportCent);
  }

  private Builder toBuilder(double[] imports, double[] exports) {
    Builder builder = new Builder(id, stepHours, baseKw, imports, exports);
    builder.importLimitKw = importLimitKw;
    builder.exportLimitKw = exportLimitKw;
    builder.overLimitCent = overLimitCent;
    builder.peakKw = peakKw;
    builder.overPeakCent = overPeakCent;
    builder.proximalWeight = proximalWeight;
    builder.proximalTargetKw = proximalTargetKw;
    builder.toldKw = toldKw;
    builder.leaveCent = leaveCent;
    builder.chargeKw = chargeKw;
    builder.dischargeKw = dischargeKw;
    builder.chargeEfficiency = chargeEfficiency;
    builder.dischargeEfficiency = dischargeEfficiency;
    builder.retention = retention;
    builder.lowerKwh = lowerKwh;
    builder.upperKwh = upperKwh;
    builder.initialKwh = initialKwh;
    builder.inflowKwh = inflowKwh;
    builder.wearCent = wearCent;
    builder.quadraticWearCent = quadraticWearCent;
    builder.terminalCent = terminalCent;
    builder.disposal = disposal;
    return builder;
  }

  private void check() {
    require(steps > 0 && stepHours > 0, "needs a step of positive length");
    requireLength(importCent, "import prices");
    requireLength(exportCent, "export prices");
    requireLength(proximalWeight, "proximal weights");
    requireLength(proximalTargetKw, "proximal targets");
    requireLength(toldKw, "told powers");
    requireLength(leaveCent, "prices of leaving");
    requireLength(importLimitKw, "import limits");
    requireLength(exportLimitKw, "export limits");
    requireLength(chargeKw, "charging powers");
    requireLength(dischargeKw, "discharging powers");
    requireLength(lowerKwh, "lower limits");
    requireLength(upperKwh, "upper limits");
    requireLength(inflowKwh, "inflows");
    requireLength(wearCent, "wear costs");
    require(Double.isFinite(initialKwh + terminalCent), "state or terminal value is not a number");
    require(isShare(chargeEfficiency), "charging efficiency " + chargeEfficiency);
    require(isShare(dischargeEfficiency), "discharging efficiency " + dischargeEfficiency);
    require(isShare(retention), "retention " + retention + "; it lies in 0 exclusive to 1");
    require(quadraticWearCent >= 0, "quadratic wear " + quadraticWearCent + " is negative");
    require(peakKw >= 0 && overPeakCent >= 0 && overLimitCent >= 0, "peak or its price negative");
    for (int step = 0; step < steps; step++) {
      checkStep(step);
    }
  }

  private void checkStep(int step) {
    double sum = baseKw[step] + importCent[step] + exportCent[step] + inflowKwh[step];
    sum += proximalTargetKw[step] + toldKw[step] + chargeKw[step] + dischargeKw[step];
    sum += lowerKwh[step] + upperKwh[step];
    if (!Double.isFinite(sum)) {
      require(
          false,
          "load, price, inflow, target, power or limit of step " + step + " is not a number");
    }
    if (!(chargeKw[step] >= 0 && dischargeKw[step] >= 0)
        || !(lowerKwh[step] <= upperKwh[step])
        || !(wearCent[step] >= 0 && proximalWeight[step] >= 0 && leaveCent[step] >= 0)
        || !(importLimitKw[step] >= -exportLimitKw[step])) {
      require(
          false,
          "a power, limit, wear, weight or price of leaving of step " + step + " is impossible");
    }
    if (importCent[step] < exportCent[step]) {
      throw new OutOfScopeException(
          "Storage '"
              + id
              + "': negative spread in step "
              + step
              + " (import "
              + importCent[step]
              + ", export "
              + exportCent[step]
              + " ct/kWh) is out of the exact solver's scope; use a back end with binaries");
    }
  }

  private void requireLength(double[] values, String what) {
    if (values.length != steps) {
      require(false, values.length + " " + what + " for " + steps + " steps; give one per step");
    }
  }

  private static boolean isShare(double value) {
    return value > 0 && value <= 1;
  }

  private void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException("Storage '" + id + "': " + what);
    }
  }

  /** Collects what is known of the store; not thread-safe. Arrays are not copied. */
  public static final class Builder {
    private final String id;
    private final double stepHours;
    private final double[] baseKw;
    private final double[] importCent;
    private final double[] exportCent;
    private double[] importLimitKw;
    private double[] exportLimitKw;
    private double overLimitCent = OVER_LIMIT_CENT_PER_KWH;
    private double peakKw;
    private double overPeakCent;
    private double[] proximalWeight;
    private double[] proximalTargetKw;
    private double[] toldKw;
    private double[] leaveCent;
    private double[] chargeKw;
    private double[] dischargeKw;
    private double chargeEfficiency = 1;
    private double dischargeEfficiency = 1;
    private double retention = 1;
    private double[] lowerKwh;
    private double[] upperKwh;
    private double initialKwh;
    private double[] inflowKwh;
    private double[] wearCent;
    private double quadraticWearCent;
    private double terminalCent;
    private boolean disposal;

    private Builder(
        String id, double stepHours, double[] baseKw, double[] importCent, double[] exportCent) {
      this.id = id;
      this.stepHours = stepHours;
      this.baseKw = baseKw;
      this.importCent = importCent;
      this.exportCent = exportCent;
      double[] zero = new double[baseKw.length];
      proximalWeight = zero;
      proximalTargetKw = zero;
      toldKw = zero;
      leaveCent = zero;
      importLimitKw = constant(Double.POSITIVE_INFINITY);
      exportLimitKw = importLimitKw;
      chargeKw = zero;
      dischargeKw = zero;
      lowerKwh = zero;
      upperKwh = zero;
      inflowKwh = zero;
      wearCent = zero;
    }

    /** Limits of the connection, kW, passed only at a price, ct/kWh. */
    public Builder limits(double importKw, double exportKw, double overCentPerKwh) {
      return limits(constant(importKw), constant(exportKw), overCentPerKwh);
    }

    /**
     * Limits of the connection by step, kW, passed only at a price, ct/kWh. One may be negative
     * where the other leaves room: energy that must be fed in, or taken.
     */
    public Builder limits(double[] importKw, double[] exportKw, double overCentPerKwh) {
      importLimitKw = importKw;
      exportLimitKw = exportKw;
      overLimitCent = overCentPerKwh;
      return this;
    }

    /** ½ · weight · (net − target)² per step, ct/h. */
    public Builder proximal(double[] weight, double[] targetKw) {
      proximalWeight = weight;
      proximalTargetKw = targetKw;
      return this;
    }

    /** What the store was told before, kW by step, and the price of leaving it, ct/kWh by step. */
    public Builder told(double[] kw, double[] leaveCentPerKwh) {
      toldKw = kw;
      leaveCent = leaveCentPerKwh;
      return this;
    }

    /** Greatest powers at the meter, the same in every step, kW. */
    public Builder power(double charge, double discharge) {
      return power(constant(charge), constant(discharge));
    }

    /** Greatest powers at the meter by step, kW; both 0 while it is away. */
    public Builder power(double[] charge, double[] discharge) {
      chargeKw = charge;
      dischargeKw = discharge;
      return this;
    }

    /** Efficiency of charging and of discharging, and what stays of stored energy over a step. */
    public Builder efficiency(double charge, double discharge, double retentionPerStep) {
      chargeEfficiency = charge;
      dischargeEfficiency = discharge;
      retention = retentionPerStep;
      return this;
    }

    /** Stored energy now, and its limits at the end of every step, kWh. */
    public Builder stored(double now, double lower, double upper) {
      return stored(now, constant(lower), constant(upper));
    }

    /** Stored energy now, and its limits at the end of each step, kWh. */
    public Builder stored(double now, double[] lower, double[] upper) {
      initialKwh = now;
      lowerKwh = lower;
      upperKwh = upper;
      return this;
    }

    /** Energy that enters the store by itself, or is drawn from it where negative, kWh by step. */
    public Builder inflow(double[] kwh) {
      inflowKwh = kwh;
      return this;
    }

    /** Cost of throughput at the meter, ct/kWh by step, and of its square, ct/kW²h. */
    public Builder wear(double[] centPerKwh, double quadraticCent) {
      wearCent = centPerKwh;
      quadraticWearCent = quadraticCent;
      return this;
    }

    /** Worth of what is stored at the end, ct/kWh. */
    public Builder terminal(double centPerKwh) {
      terminalCent = centPerKwh;
      return this;
    }

    /**
     * Lets stored energy be thrown away, which makes the set of schedules convex whatever the
     * prices: what decomposition needs. Without it a store never does both ways at once.
     */
    public Builder disposal() {
      disposal = true;
      return this;
    }

    private double[] constant(double value) {
      double[] values = new double[baseKw.length];
      Arrays.fill(values, value);
      return values;
    }

    /**
     * The problem.
     *
     * @throws OutOfScopeException naming the step where exporting pays more than importing costs
     * @throws IllegalArgumentException naming what is impossible
     */
    public StorageProblem build() {
      return new StorageProblem(this);
    }
  }
}
