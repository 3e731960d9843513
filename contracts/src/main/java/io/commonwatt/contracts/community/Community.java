package io.commonwatt.contracts.community;

import java.io.Serializable;

/**
 * An energy community: the members that are planned, cleared and settled together.
 *
 * @param market wholesale market whose prices hold at its connection
 * @param place where its weather is taken
 * @param dispatch at whose connection model-predictive control plans its stores
 */
public record Community(String id, String name, String market, String place, DispatchScope dispatch)
    implements Serializable {

  /** A community whose homes are planned one by one. */
  public Community(String id, String name, String market, String place) {
    this(id, name, market, place, DispatchScope.HOME);
  }
}
