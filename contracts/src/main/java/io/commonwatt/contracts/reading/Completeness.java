package io.commonwatt.contracts.reading;

import io.commonwatt.contracts.Travelling;
import java.time.Instant;

/**
 * How complete a local day is: of one usage point's channel, or of all of a feeder or community.
 * Leaves at the deadline (06:00 local time of the next day unless configured), and again whenever
 * what is known of the day changed. Counts are of intervals; {@code expected} = {@code measured} +
 * {@code estimated} + {@code powerFail} + {@code missing}.
 *
 * @param subject usage point, feeder or community
 * @param community its community; empty when it has none
 * @param feeder its feeder; empty for a community
 * @param start beginning of the local day
 * @param lengthSeconds length of the local day, s: 23, 24 or 25 hours
 * @param expected intervals in which a meter is installed
 * @param measured of these, how many have an accepted reading, plausible or not
 * @param estimated how many have none and are estimated, or derived from a register
 * @param powerFail how many have none because power failed
 * @param missing how many have neither reading nor estimate
 * @param questionable of the measured, how many a plausibility rule flagged
 * @param edited how many a person decided
 * @param measuredAtDeadline how many were measured when the deadline passed
 * @param points usage points expected to report: 1 for a usage point
 * @param pointsComplete of these, how many have measured every interval, outages aside
 * @param pointsCompleteAtDeadline how many had when the deadline passed
 * @param deadline when the day should be complete
 */
public record Completeness(
    Level level,
    String subject,
    String community,
    String feeder,
    Channel channel,
    Instant start,
    int lengthSeconds,
    int expected,
    int measured,
    int estimated,
    int powerFail,
    int missing,
    int questionable,
    int edited,
    int measuredAtDeadline,
    int points,
    int pointsComplete,
    int pointsCompleteAtDeadline,
    Instant deadline,
    long version,
    Instant knownAt,
    String placement)
    implements Travelling {

  /** What the day is of. */
  public enum Level {
    USAGE_POINT,
    FEEDER,
    COMMUNITY
  }

  @Override
  public String key() {
    return subject;
  }

  @Override
  public String id() {
    return level + "|" + subject + '|' + channel.code() + '|' + start + '|' + lengthSeconds;
  }
}
