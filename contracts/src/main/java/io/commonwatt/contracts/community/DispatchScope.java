package io.commonwatt.contracts.community;

/** At whose connection the stores of a community are planned by model-predictive control. */
public enum DispatchScope {
  /** Each home at its own connection, on its tariff. */
  HOME,
  /** All together at the connection of the community, at wholesale prices. */
  COMMUNITY
}
