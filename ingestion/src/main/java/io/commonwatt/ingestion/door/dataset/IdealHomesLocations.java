package io.commonwatt.ingestion.door.dataset;

import io.commonwatt.ingestion.simulator.SimulatedPlace;
import java.util.Map;
import java.util.TreeMap;

/** Where the homes of ideal-homes are, by the names the data set uses. */
final class IdealHomesLocations {

  /** Most homes are there; its weather stands in where another location has none. */
  static final String USUAL = "Edinburgh";

  private static final double MEAN_C = SimulatedPlace.EDINBURGH.meanC();
  private static final double SEASON_C = SimulatedPlace.EDINBURGH.seasonC();

  static final Map<String, SimulatedPlace> PLACES =
      new TreeMap<>(
          Map.of(
              USUAL,
              SimulatedPlace.EDINBURGH,
              "EastLothian",
              new SimulatedPlace("east-lothian", 55.96, -2.78, MEAN_C, SEASON_C),
              "Midlothian",
              new SimulatedPlace("midlothian", 55.87, -3.07, MEAN_C, SEASON_C),
              "WestLothian",
              new SimulatedPlace("west-lothian", 55.90, -3.55, MEAN_C, SEASON_C),
              "Fife",
              new SimulatedPlace("fife", 56.20, -3.15, MEAN_C, SEASON_C)));

  private IdealHomesLocations() {}
}
