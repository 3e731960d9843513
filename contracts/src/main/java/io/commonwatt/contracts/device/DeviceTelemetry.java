package io.commonwatt.contracts.device;

import io.commonwatt.contracts.Travelling;
import java.time.Instant;

/**
 * State a real device reports.
 *
 * @param powerKw load convention: positive charges or consumes, kW
 * @param stateOfChargeKwh stored energy, kWh
 */
public record DeviceTelemetry(
    String resource,
    Instant at,
    double powerKw,
    double stateOfChargeKwh,
    Instant knownAt,
    String placement)
    implements Travelling {
  @Override
  public String key() {
    return resource;
  }

  @Override
  public String id() {
    return resource + '|' + at;
  }

  @Override
  public long version() {
    return knownAt.toEpochMilli();
  }
}
