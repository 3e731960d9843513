package io.commonwatt.market.dispatch;

import io.commonwatt.market.dispatch.storage.CapacityCharge;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a connection carries, by step. Limits are wishes: what cannot be kept is passed at a price
 * and shown. An island is a connection that carries nothing; an intermittent one carries nothing in
 * some steps.
 *
 * @param importKw most taken by step
 * @param exportKw most fed in by step
 * @param overCentPerKwh price of what is passed; on an island what is not served or has nowhere to
 *     go
 * @param marginKw by which both limits are kept for a load that turns out another, by step; see
 *     {@link Scenarios#marginKw}
 * @param capacity price on the greatest net power
 */
public record GridLimits(
    double[] importKw,
    double[] exportKw,
    double overCentPerKwh,
    double[] marginKw,
    Optional<CapacityCharge> capacity) {

  /** Price of what passes a limit unless another is given, ct/kWh. */
  public static final double OVER_CENT_PER_KWH = 1000;

  public GridLimits {
    for (int step = 0; step < importKw.length; step++) {
      if (!(importKw[step] >= 0 && exportKw[step] >= 0)) {
        throw new IllegalArgumentException(
            "The connection's limits of step " + step + " are negative; give powers of 0 or more");
      }
    }
  }

  /** The same limits in every step. */
  public static GridLimits of(int steps, double importKw, double exportKw) {
    double[] imports = new double[steps];
    double[] exports = new double[steps];
    Arrays.fill(imports, importKw);
    Arrays.fill(exports, exportKw);
    return new GridLimits(imports, exports, OVER_CENT_PER_KWH, new double[steps], Optional.empty());
  }

  /** No connection at all. */
  public static GridLimits island(int steps) {
    return of(steps, 0, 0);
  }

  /** The same, but nothing in the steps in which the grid is away. */
  public GridLimits intermittent(boolean[] present) {
    double[] imports = importKw.clone();
    double[] exports = exportKw.clone();
    for (int step = 0; step < present.length; step++) {
      imports[step] = present[step] ? imports[step] : 0;
      exports[step] = present[step] ? exports[step] : 0;
    }
    return new GridLimits(imports, exports, overCentPerKwh, marginKw, capacity);
  }

  /** The same under a capacity charge. */
  public GridLimits with(CapacityCharge charge) {
    return new GridLimits(importKw, exportKw, overCentPerKwh, marginKw, Optional.of(charge));
  }

  /** Most taken in a step with the margin kept, kW. */
  double keptImportKw(int step) {
    return Math.max(0, importKw[step] - marginKw[step]);
  }

  /** Most fed in in a step with the margin kept, kW. */
  double keptExportKw(int step) {
    return Math.max(0, exportKw[step] - marginKw[step]);
  }

  /** The same with a margin kept, kW by step. */
  public GridLimits withMargin(double[] kw) {
    return new GridLimits(importKw, exportKw, overCentPerKwh, kw, capacity);
  }
}
