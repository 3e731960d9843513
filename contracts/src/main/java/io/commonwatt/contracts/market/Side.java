package io.commonwatt.contracts.market;

/** Side of an order. */
public enum Side {
  BID,
  ASK
}
