package io.commonwatt.app.compare;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Why a strategy costs more than perfect foresight could, step by step, micro-cent; the steps add
 * up to the difference exactly. Each is the difference of two replays.
 *
 * @param finiteHorizonMicroCent direct control with perfect forecasts, less the bound
 * @param forecastErrorMicroCent direct control as it ran, less the same with perfect forecasts;
 *     readings that came late are part of it
 * @param decentralisationMicroCent a cooperative strategy less direct control; 0 for others
 * @param billingBoundaryMicroCent the tariff less direct control, where homes compete: each plans
 *     at its own meter and price; 0 for others
 * @param tradeMicroCent a competitive strategy less the tariff: its bids and contracts
 */
record Waterfall(
    long finiteHorizonMicroCent,
    long forecastErrorMicroCent,
    long decentralisationMicroCent,
    long billingBoundaryMicroCent,
    long tradeMicroCent) {

  /** The steps of a strategy from the costs of the replays between. */
  static Waterfall of(
      String cell, long bound, long perfectForecasts, long direct, long tariff, long own) {
    boolean competes = cell.endsWith("competition");
    return new Waterfall(
        perfectForecasts - bound,
        direct - perfectForecasts,
        competes ? 0 : own - direct,
        competes ? tariff - direct : 0,
        competes ? own - tariff : 0);
  }

  long sumMicroCent() {
    return finiteHorizonMicroCent
        + forecastErrorMicroCent
        + decentralisationMicroCent
        + billingBoundaryMicroCent
        + tradeMicroCent;
  }

  Map<String, Object> document() {
    Map<String, Object> steps = new LinkedHashMap<>();
    steps.put("finiteHorizonMicroCent", finiteHorizonMicroCent);
    steps.put("forecastErrorMicroCent", forecastErrorMicroCent);
    steps.put("decentralisationMicroCent", decentralisationMicroCent);
    steps.put("billingBoundaryMicroCent", billingBoundaryMicroCent);
    steps.put("tradeMicroCent", tradeMicroCent);
    steps.put("sumMicroCent", sumMicroCent());
    return steps;
  }
}
