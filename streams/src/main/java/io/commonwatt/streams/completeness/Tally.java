package io.commonwatt.streams.completeness;

import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.Completeness;
import io.commonwatt.contracts.reading.Completeness.Level;
import java.time.Instant;

/** Counts of a local day, of one usage point or of several added up. Not thread-safe. */
final class Tally {
  int expected;
  int measured;
  int estimated;
  int powerFail;
  int missing;
  int questionable;
  int edited;
  int measuredAtDeadline;
  int points;
  int pointsComplete;
  int pointsCompleteAtDeadline;

  void add(Tally other) {
    expected += other.expected;
    measured += other.measured;
    estimated += other.estimated;
    powerFail += other.powerFail;
    missing += other.missing;
    questionable += other.questionable;
    edited += other.edited;
    measuredAtDeadline += other.measuredAtDeadline;
    points += other.points;
    pointsComplete += other.pointsComplete;
    pointsCompleteAtDeadline += other.pointsCompleteAtDeadline;
  }

  Completeness record(
      Level level,
      String subject,
      String community,
      String feeder,
      Channel channel,
      LocalDayTimes day,
      Instant at,
      String placement) {
    return new Completeness(
        level,
        subject,
        community,
        feeder,
        channel,
        Instant.ofEpochSecond(day.from()),
        (int) (day.to() - day.from()),
        expected,
        measured,
        estimated,
        powerFail,
        missing,
        questionable,
        edited,
        measuredAtDeadline,
        points,
        pointsComplete,
        pointsCompleteAtDeadline,
        Instant.ofEpochSecond(day.deadline()),
        at.toEpochMilli(),
        at,
        placement);
  }
}
