package io.commonwatt.market.dispatch;

import java.util.List;

/**
 * What a device is to do. Arrays by flow or tank, then by step; must not be changed.
 *
 * @param id of the device
 * @param powerKw net electric power at the connection by step, positive takes
 * @param flows names of its flows
 * @param flowKw power of each flow
 * @param tanks names of its tanks
 * @param content of each tank at the end of each step
 * @param missed by how much each tank misses its wished limits at the end of each step
 * @param contentCent what a unit in each tank is worth at the end of each step, ct; NaN without a
 *     solve
 */
public record DevicePlan(
    String id,
    double[] powerKw,
    List<String> flows,
    double[][] flowKw,
    List<String> tanks,
    double[][] content,
    double[][] missed,
    double[][] contentCent) {

  public DevicePlan {
    flows = List.copyOf(flows);
    tanks = List.copyOf(tanks);
  }
}
