package io.commonwatt.market.dispatch;

import java.util.Objects;
import java.util.Optional;

/**
 * Where energy is bought and sold: a home's connection at its retail prices, or the community's at
 * wholesale prices. Arrays have one entry per step and must not be changed afterwards.
 *
 * @param id for errors
 * @param baseKw net power nobody controls, positive takes from the grid
 * @param importCentPerKwh price of energy taken, all fees included
 * @param exportCentPerKwh price paid for energy fed in
 * @param proximal quadratic cost on the net power; empty in linear problems
 * @param limits what it carries; empty for anything
 */
public record Connection(
    String id,
    double[] baseKw,
    double[] importCentPerKwh,
    double[] exportCentPerKwh,
    Optional<Proximal> proximal,
    Optional<GridLimits> limits) {

  /**
   * ½ · weight · (net − target)² per step, ct per hour with the power in kW.
   *
   * @param weight one per step, non-negative
   * @param targetKw one per step
   */
  public record Proximal(double[] weight, double[] targetKw) {}

  public Connection {
    Objects.requireNonNull(id, "id");
    if (importCentPerKwh.length != baseKw.length || exportCentPerKwh.length != baseKw.length) {
      throw new IllegalArgumentException(
          "Connection '"
              + id
              + "': "
              + baseKw.length
              + " steps of load, "
              + importCentPerKwh.length
              + " import and "
              + exportCentPerKwh.length
              + " export prices; give one per step");
    }
    int limited = limits.map(carried -> carried.importKw().length).orElse(baseKw.length);
    if (limited != baseKw.length) {
      throw new IllegalArgumentException(
          "Connection '" + id + "': limits of " + limited + " steps, load of " + baseKw.length);
    }
    for (int step = 0; step < baseKw.length; step++) {
      if (!Double.isFinite(baseKw[step])
          || !Double.isFinite(importCentPerKwh[step])
          || !Double.isFinite(exportCentPerKwh[step])) {
        throw new IllegalArgumentException(
            "Connection '" + id + "': load or price of step " + step + " is not a number");
      }
    }
  }

  /** A connection without limits. */
  public Connection(
      String id,
      double[] baseKw,
      double[] importCentPerKwh,
      double[] exportCentPerKwh,
      Optional<Proximal> proximal) {
    this(id, baseKw, importCentPerKwh, exportCentPerKwh, proximal, Optional.empty());
  }

  /** A connection of a linear problem. */
  public static Connection of(
      String id, double[] baseKw, double[] importCentPerKwh, double[] exportCentPerKwh) {
    return new Connection(id, baseKw, importCentPerKwh, exportCentPerKwh, Optional.empty());
  }

  /** The same with limits. */
  public Connection with(GridLimits carried) {
    return new Connection(
        id, baseKw, importCentPerKwh, exportCentPerKwh, proximal, Optional.of(carried));
  }

  /** The same with another load. */
  public Connection withLoad(double[] kw) {
    return new Connection(id, kw, importCentPerKwh, exportCentPerKwh, proximal, limits);
  }

  /** What one more kWh costs at a net power, by price, limit and proximal term, ct. */
  double marginalCent(int step, double netKw) {
    double price = netKw > 0 ? importCentPerKwh[step] : exportCentPerKwh[step];
    if (limits.isPresent()) {
      double overCent = limits.get().overCentPerKwh();
      price += netKw > limits.get().keptImportKw(step) ? overCent : 0;
      price -= -netKw > limits.get().keptExportKw(step) ? overCent : 0;
    }
    if (proximal.isPresent()) {
      price += proximal.get().weight()[step] * (netKw - proximal.get().targetKw()[step]);
    }
    return price;
  }

  /** Cost of a net power held for an hour, limits included, a capacity charge not, ct. */
  double costCentPerHour(int step, double netKw) {
    double cost = netKw * (netKw > 0 ? importCentPerKwh[step] : exportCentPerKwh[step]);
    if (proximal.isPresent()) {
      double apart = netKw - proximal.get().targetKw()[step];
      cost += 0.5 * proximal.get().weight()[step] * apart * apart;
    }
    if (limits.isPresent()) {
      double over = Math.max(0, netKw - limits.get().keptImportKw(step));
      over += Math.max(0, -netKw - limits.get().keptExportKw(step));
      cost += limits.get().overCentPerKwh() * over;
    }
    return cost;
  }
}
