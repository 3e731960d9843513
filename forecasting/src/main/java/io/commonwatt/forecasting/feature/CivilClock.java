package io.commonwatt.forecasting.feature;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * Local time of people, whose habits follow the clock on the wall and not UTC. Remembers the last
 * two spans between clock changes; not thread-safe.
 */
final class CivilClock {

  private final ZoneRules rules;
  private Span near = new Span(0, 0, 0);
  private Span far = near;

  CivilClock(ZoneId zone) {
    rules = zone.getRules();
  }

  /** Offset of local time from UTC, s. */
  int offsetSeconds(long epochSecond) {
    if (near.holds(epochSecond)) {
      return near.offsetSeconds();
    }
    Span found = far.holds(epochSecond) ? far : find(epochSecond);
    far = near;
    near = found;
    return found.offsetSeconds();
  }

  private Span find(long epochSecond) {
    Instant time = Instant.ofEpochSecond(epochSecond);
    ZoneOffset offset = rules.getOffset(time);
    ZoneOffsetTransition before = rules.previousTransition(time.plusMillis(1));
    ZoneOffsetTransition after = rules.nextTransition(time);
    return new Span(
        before == null ? Long.MIN_VALUE : before.toEpochSecond(),
        after == null ? Long.MAX_VALUE : after.toEpochSecond(),
        offset.getTotalSeconds());
  }

  private record Span(long from, long to, int offsetSeconds) {
    boolean holds(long epochSecond) {
      return epochSecond >= from && epochSecond < to;
    }
  }
}
