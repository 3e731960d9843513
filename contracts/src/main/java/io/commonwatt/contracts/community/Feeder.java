package io.commonwatt.contracts.community;

import java.io.Serializable;

/**
 * A feeder; its usage points belong to one community, so that its sums need no repartition.
 *
 * @param limitKw thermal limit, kW
 * @param feeMilliCentPerKwh charged for local energy that enters or leaves the feeder
 */
public record Feeder(String id, String community, double limitKw, long feeMilliCentPerKwh)
    implements Serializable {

  /** A feeder without a fee. */
  public Feeder(String id, String community, double limitKw) {
    this(id, community, limitKw, 0);
  }
}
