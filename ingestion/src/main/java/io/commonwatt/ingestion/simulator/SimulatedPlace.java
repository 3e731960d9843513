package io.commonwatt.ingestion.simulator;

import java.util.List;

/**
 * A place with its climate normals.
 *
 * @param latitude degrees north
 * @param longitude degrees east
 * @param meanC yearly mean air temperature, °C
 * @param seasonC half the difference between the warmest and the coldest day of the mean year, °C
 */
public record SimulatedPlace(
    String id, double latitude, double longitude, double meanC, double seasonC) {

  public static final SimulatedPlace EDINBURGH =
      new SimulatedPlace("edinburgh", 55.95, -3.19, 9.0, 5.6);

  /** Places the simulator settles communities in, in turn. */
  static final List<SimulatedPlace> ALL =
      List.of(
          new SimulatedPlace("london", 51.51, -0.13, 11.4, 6.9),
          new SimulatedPlace("manchester", 53.48, -2.24, 10.0, 6.2),
          EDINBURGH,
          new SimulatedPlace("cardiff", 51.48, -3.18, 10.8, 6.0));
}
