package io.commonwatt.market.dispatch;

import java.time.Instant;
import java.util.Map;

/**
 * What stores were told before.
 *
 * @param start start of the first step
 * @param stepSeconds length of a step, s
 * @param setpointKw setpoints by battery id
 */
public record PreviousPlan(Instant start, int stepSeconds, Map<String, double[]> setpointKw) {
  public PreviousPlan {
    setpointKw = Map.copyOf(setpointKw);
  }

  /** The setpoint told for a time; 0 beyond what was planned. */
  double setpointKwAt(String battery, Instant at) {
    double[] told = setpointKw.get(battery);
    long index = Math.floorDiv(at.getEpochSecond() - start.getEpochSecond(), (long) stepSeconds);
    return told == null || index < 0 || index >= told.length ? 0 : told[(int) index];
  }

  /** Whether it says anything about a time. */
  boolean covers(Instant at) {
    long index = Math.floorDiv(at.getEpochSecond() - start.getEpochSecond(), (long) stepSeconds);
    for (double[] told : setpointKw.values()) {
      if (index >= 0 && index < told.length) {
        return true;
      }
    }
    return false;
  }
}
