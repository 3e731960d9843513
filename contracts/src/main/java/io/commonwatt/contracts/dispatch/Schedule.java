package io.commonwatt.contracts.dispatch;

import io.commonwatt.contracts.Travelling;
import java.time.Instant;

/**
 * Plan of one resource.
 *
 * @param status how it was found: {@code optimal}, {@code incumbent}, {@code shifted} or {@code
 *     rule}
 * @param why the binding limit or the price that decided the first step, in words
 * @param start start of the first step
 * @param setpointKw load convention, kW per step: positive charges
 * @param stateOfChargeKwh stored energy at the end of each step, kWh
 * @param objectiveMilliCent objective of the problem the plan comes from, milli-cent
 * @param dualCertificate bound from the duals of the same problem, milli-cent; a gap shows how far
 *     the plan is from optimal
 */
public record Schedule(
    String community,
    String strategy,
    String resource,
    String usagePoint,
    String status,
    String why,
    Instant issued,
    Instant start,
    int stepSeconds,
    double[] setpointKw,
    double[] stateOfChargeKwh,
    double objectiveMilliCent,
    double dualCertificate,
    Instant knownAt)
    implements Travelling {
  @Override
  public String key() {
    return community + '|' + strategy;
  }

  @Override
  public String placement() {
    return community;
  }

  @Override
  public String id() {
    return key() + '|' + resource + '|' + issued;
  }

  @Override
  public long version() {
    return knownAt.toEpochMilli();
  }
}
