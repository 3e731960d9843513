package io.commonwatt.contracts.dispatch;

import io.commonwatt.contracts.Travelling;
import java.time.Instant;

/**
 * What model-predictive control did with one store or device in one interval: what it knew, what it
 * decided, and what the plant made of it. Load convention: positive power charges or is taken.
 *
 * @param scope {@code home} or {@code community}: whose connection was planned
 * @param resource the store or device
 * @param start start of the interval; the plan was made then
 * @param lengthSeconds length of the interval, s
 * @param status rung of the plan: {@code optimal}, {@code incumbent}, {@code shifted} or {@code
 *     rule}
 * @param forecast what the plan stood on: {@code fresh} forecasts; {@code stale}, the newest
 *     forecast was too old and the last known day stood in; {@code missing}, there never was one
 * @param forecastAgeSeconds age of the oldest forecast used, or of the one that was too old, s; −1
 *     where there is none
 * @param scenarios over how many scenarios the plan hedges; 0 for a plan of the expected load
 * @param netLowKw lower end (10 %) of the net load expected in the interval without stores, kW
 * @param netKw net load expected without stores, kW
 * @param netHighKw upper end (90 %), kW
 * @param setpointKw decided power, kW
 * @param doneKw power the plant held, kW
 * @param storedBeforeKwh stored energy at the start, kWh
 * @param storedAfterKwh stored energy at the end, kWh
 * @param capacityKwh capacity left after fade, kWh
 * @param correctedKwh by how much telemetry moved the stored energy at the start, kWh
 * @param importMilliCentPerKwh price of energy taken in the interval, fees included
 * @param exportMilliCentPerKwh price of energy fed in
 * @param storedValueCentPerKwh what a stored kWh is worth now, ct; NaN without a solve
 * @param committedWh net energy the home bought on the market for the interval, negative where it
 *     sold, Wh
 * @param shortWh energy sold that the plan does not expect to deliver, Wh
 * @param slackKwh energy by which the plan leaves the limits of its stores, kWh
 * @param givenUp wishes the plan gives up, in words; empty where there are none
 */
public record ControlAction(
    String community,
    String scope,
    String usagePoint,
    String resource,
    Instant start,
    int lengthSeconds,
    String status,
    String forecast,
    long forecastAgeSeconds,
    int scenarios,
    double netLowKw,
    double netKw,
    double netHighKw,
    double setpointKw,
    double doneKw,
    double storedBeforeKwh,
    double storedAfterKwh,
    double capacityKwh,
    double correctedKwh,
    long importMilliCentPerKwh,
    long exportMilliCentPerKwh,
    double storedValueCentPerKwh,
    long committedWh,
    long shortWh,
    double slackKwh,
    String givenUp,
    Instant knownAt)
    implements Travelling {

  @Override
  public String key() {
    return community + '|' + resource;
  }

  @Override
  public String placement() {
    return community;
  }

  @Override
  public String id() {
    return key() + '|' + start;
  }

  @Override
  public long version() {
    return knownAt.toEpochMilli();
  }
}
