package io.commonwatt.market.distributed;

import java.util.ArrayList;
import java.util.List;

/**
 * Model predictive control without a centre: at every interval the homes of a mesh negotiate over
 * their forecasts, do the first interval of what they agreed, and begin again. One node is the
 * community's connection to the grid. A home that is lost does not trade; the others go on. Stands
 * for the negotiation in a meshed network of IEEE 9735267. Not thread-safe.
 */
public final class DistributedMpc {

  /**
   * A home's store.
   *
   * @param capacityKwh usable
   * @param powerKwh most in an interval, at the meter
   * @param oneWayEfficiency of charging and of discharging, 0 exclusive to 1
   * @param wear per kWh², positive
   * @param endValue of a kWh left at the end of the horizon
   */
  public record HomeStore(
      double capacityKwh, double powerKwh, double oneWayEfficiency, double wear, double endValue) {

    /** What of a wanted charge at the meter empty and full let through, kWh. */
    double possible(double stored, double wanted) {
      double most = (capacityKwh - stored) / oneWayEfficiency;
      return Math.max(-stored * oneWayEfficiency, Math.min(most, wanted));
    }

    /** Stored energy after a possible charge, kWh. */
    double storedAfter(double stored, double charge) {
      double change = charge > 0 ? charge * oneWayEfficiency : charge / oneWayEfficiency;
      return Math.max(0, Math.min(capacityKwh, stored + change));
    }
  }

  /**
   * One interval.
   *
   * @param chargeKwh of each node's store, negative when discharged; 0 at the grid
   * @param agreement the negotiation behind it
   */
  public record Step(double[] chargeKwh, MeshNegotiation.Agreement agreement) {}

  private final int grid;
  private final List<HomeStore> stores;
  private final double gridLimitKwh;
  private final double penalty;
  private final double toleranceKwh;
  private final int mostRounds;
  private final double[] storedKwh;
  private Mesh mesh;

  /**
   * A controller with empty stores.
   *
   * @param grid node of the community's connection
   * @param stores one of each node; that of the grid is not looked at
   * @param gridLimitKwh most over the connection in an interval
   * @param penalty ρ of the negotiation
   * @param toleranceKwh at which neighbours agree
   * @param mostRounds of a negotiation
   */
  public DistributedMpc(
      Mesh mesh,
      int grid,
      List<HomeStore> stores,
      double gridLimitKwh,
      double penalty,
      double toleranceKwh,
      int mostRounds) {
    this.mesh = mesh;
    this.grid = grid;
    this.stores = List.copyOf(stores);
    this.gridLimitKwh = gridLimitKwh;
    this.penalty = penalty;
    this.toleranceKwh = toleranceKwh;
    this.mostRounds = mostRounds;
    storedKwh = new double[mesh.nodes()];
  }

  /** Energy in each store, kWh. */
  public double[] storedKwh() {
    return storedKwh.clone();
  }

  /** Goes on without a node. */
  public void lose(int node) {
    mesh = mesh.without(node);
  }

  /**
   * Negotiates over the horizon and does its first interval.
   *
   * @param forecastKwh net load by node and interval
   * @param importPrice per kWh by interval
   * @param exportPrice per kWh by interval
   */
  public Step step(
      double[][] forecastKwh,
      double[] importPrice,
      double[] exportPrice,
      MeshNegotiation.Listener listener) {
    int[] degrees = mesh.degrees();
    List<ExchangeResource> resources = new ArrayList<>();
    for (int node = 0; node < mesh.nodes(); node++) {
      HomeStore store = stores.get(node);
      resources.add(
          node == grid
              ? new GridResource(importPrice, exportPrice, gridLimitKwh)
              : new StorageResource(
                  forecastKwh[node],
                  store.capacityKwh(),
                  storedKwh[node],
                  store.powerKwh(),
                  store.oneWayEfficiency(),
                  store.wear(),
                  store.endValue()));
    }
    MeshNegotiation.Agreement agreement =
        new MeshNegotiation(mesh, resources, penalty).run(toleranceKwh, mostRounds, listener);
    double[] charge = new double[mesh.nodes()];
    for (int node = 0; node < charge.length; node++) {
      if (node != grid && degrees[node] > 0) {
        double wanted = agreement.takenKwh()[node][0] - forecastKwh[node][0];
        charge[node] = stores.get(node).possible(storedKwh[node], wanted);
        storedKwh[node] = stores.get(node).storedAfter(storedKwh[node], charge[node]);
      }
    }
    return new Step(charge, agreement);
  }
}
