package io.commonwatt.app.compare;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Why a strategy costs more than perfect foresight could, step by step, micro-cent; the steps add
 * up to the difference exactly. Each is the difference of two replays in which one thing differs.
 *
 * @param finiteHorizon direct control with true forecasts and timely readings, less the bound
 * @param forecastError direct control with the forecasts of the stream, readings still timely, less
 *     the same with true ones
 * @param lateData direct control with readings as they came, less the same with timely ones
 * @param decentralisation a strategy that cooperates less direct control; of one that competes,
 *     every home by itself at its own meter at wholesale prices less direct control
 * @param billingBoundary the tariff less the same at wholesale prices; 0 where homes cooperate
 * @param trade a strategy that competes less the tariff: its bids and contracts at their values
 * @param strategicBids the same where every home shades its bids, less that; null where there are
 *     none; not part of the sum, since the stream's homes bid their values
 */
record Waterfall(
    long finiteHorizon,
    long forecastError,
    long lateData,
    long decentralisation,
    long billingBoundary,
    long trade,
    Long strategicBids) {

  /**
   * Costs of the replays between the bound and a strategy, micro-cent.
   *
   * @param trueForecasts direct control with true forecasts
   * @param timely direct control with timely readings
   * @param direct direct control as it ran
   * @param apart every home by itself at wholesale prices
   * @param tariff the status quo
   */
  record Ladder(
      long bound, long trueForecasts, long timely, long direct, long apart, long tariff) {}

  /**
   * The steps of a strategy.
   *
   * @param own what it cost
   * @param strategic what it cost with shaded bids; null where it has none
   */
  static Waterfall of(String cell, Ladder ladder, long own, Long strategic) {
    boolean competes = cell.endsWith("competition");
    return new Waterfall(
        ladder.trueForecasts() - ladder.bound(),
        ladder.timely() - ladder.trueForecasts(),
        ladder.direct() - ladder.timely(),
        (competes ? ladder.apart() : own) - ladder.direct(),
        competes ? ladder.tariff() - ladder.apart() : 0,
        competes ? own - ladder.tariff() : 0,
        strategic == null ? null : strategic - own);
  }

  /** The steps that add up, by the name they have in the document. */
  Map<String, Long> steps() {
    Map<String, Long> steps = new LinkedHashMap<>();
    steps.put("finiteHorizon", finiteHorizon);
    steps.put("forecastError", forecastError);
    steps.put("lateData", lateData);
    steps.put("decentralisation", decentralisation);
    steps.put("billingBoundary", billingBoundary);
    steps.put("trade", trade);
    return steps;
  }

  long sumMicroCent() {
    return steps().values().stream().mapToLong(Long::longValue).sum();
  }

  Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    steps().forEach((name, microCent) -> document.put(name + "MicroCent", microCent));
    document.put("sumMicroCent", sumMicroCent());
    document.put("strategicBidsMicroCent", strategicBids);
    document.put(
        "sumWithStrategicBidsMicroCent",
        strategicBids == null ? null : sumMicroCent() + strategicBids);
    return document;
  }
}
