package io.commonwatt.contracts.reading;

import io.commonwatt.contracts.Travelling;
import java.time.Instant;

/** An event a meter reports (IEC 61968-9 EndDeviceEvent). */
public record MeterEvent(
    String source,
    String importId,
    long sequence,
    String meter,
    Type type,
    Instant at,
    Instant knownAt,
    String placement)
    implements Travelling {

  /** Kind of event. */
  public enum Type {
    POWER_FAIL,
    POWER_RESTORE,
    CLOCK_SET,
    TAMPER,
    METER_EXCHANGED
  }

  @Override
  public String key() {
    return meter;
  }

  @Override
  public String id() {
    return importId + '#' + sequence;
  }

  @Override
  public long version() {
    return 0;
  }
}
