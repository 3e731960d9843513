package io.commonwatt.ingestion.format.entsoe;

import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.IntervalValue;
import io.commonwatt.ingestion.format.xml.Decimal;
import io.commonwatt.ingestion.format.xml.LimitedSink;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * Makes values of the points of one period. With curve type A01 every position has a point; with
 * A03 a point holds until the next one or the end of the period. Not thread-safe.
 */
final class PeriodValues {

  private static final String FIXED_BLOCKS = "A01";
  private static final String VARIABLE_BLOCKS = "A03";

  private static final long MAX_SECONDS = 366 * 86_400L;

  private final SeriesHead head;
  private final MeasureUnit unit;
  private final ZoneId zone;
  private final LimitedSink sink;
  private final RepeatLimit repeats;
  private final SentPeriod period;
  private final Resolution step;
  private final int positions;
  private SentPoint previous;

  PeriodValues(
      SeriesHead head, SentPeriod period, ZoneId zone, LimitedSink sink, RepeatLimit repeats) {
    this.head = head;
    this.unit = MeasureUnit.find(head.unit).orElseThrow();
    this.zone = zone;
    this.sink = sink;
    this.repeats = repeats;
    this.period = period;
    this.step = Resolution.parse(period.resolution(), period.line());
    this.positions = isOneStep(period, step) ? 1 : period.positions(step, zone);
    if (!head.curveType.equals(FIXED_BLOCKS) && !head.curveType.equals(VARIABLE_BLOCKS)) {
      throw new FormatException(
          "entsoe-curve-type",
          period.line(),
          "Curve type '" + head.curveType + "' is not read; expected A01 or A03");
    }
  }

  void add(SentPoint point) {
    int expected = previous == null ? 1 : previous.position() + 1;
    boolean jumps = point.position() > expected;
    if (point.position() < expected
        || point.position() > positions
        || (jumps && (previous == null || head.curveType.equals(FIXED_BLOCKS)))) {
      throw new FormatException(
          "entsoe-position",
          point.line(),
          "Position "
              + point.position()
              + " of "
              + positions
              + " where "
              + expected
              + " was expected (curve type "
              + head.curveType
              + ")");
    }
    if (previous != null) {
      emit(previous, point.position());
    }
    previous = point;
  }

  /** The period ends. */
  void finish() {
    if (previous == null
        || (previous.position() < positions && head.curveType.equals(FIXED_BLOCKS))) {
      throw new FormatException(
          "entsoe-points-missing",
          period.line(),
          "Period from "
              + period.start()
              + " has "
              + (previous == null ? 0 : previous.position())
              + " points of "
              + positions);
    }
    emit(previous, positions + 1);
  }

  /** A single step of the calendar needs no zone. */
  private boolean isOneStep(SentPeriod whole, Resolution resolution) {
    return zone == null
        && !resolution.isFixed()
        && resolution.calendar().toTotalMonths() == 0
        && resolution.calendar().getDays() == 1
        && Math.abs(Duration.between(whole.start(), whole.end()).toHours() - 24) <= 1
        && whole.start().isBefore(whole.end());
  }

  private void emit(SentPoint point, int until) {
    repeats.count((long) until - point.position() - 1, point.line());
    boolean account = !point.in().isEmpty() || !point.out().isEmpty();
    if (point.quantity().isEmpty() && !account) {
      sink.passOver("points without quantity", (long) until - point.position(), point.line());
      return;
    }
    for (int position = point.position(); position < until; position++) {
      if (account) {
        emit(point, position, Channel.IMPORT, number(point.in(), point));
        emit(point, position, Channel.EXPORT, number(point.out(), point));
      } else if (head.isNet()) {
        Decimal value = number(point.quantity(), point);
        Decimal none = new Decimal(0, value.powerOfTen());
        boolean taken = value.mantissa() >= 0;
        emit(point, position, Channel.IMPORT, taken ? value : none);
        emit(point, position, Channel.EXPORT, taken ? none : value.negated());
      } else {
        emit(point, position, head.channel(), number(point.quantity(), point));
      }
    }
  }

  private Decimal number(String text, SentPoint point) {
    return text.isEmpty() ? null : Decimal.parse(text, unit.tens(), "quantity", point.line());
  }

  private void emit(SentPoint point, int position, Channel channel, Decimal value) {
    if (value == null) {
      return;
    }
    Instant start = positions == 1 ? period.start() : step.at(period.start(), position - 1, zone);
    Instant end = positions == 1 ? period.end() : step.at(period.start(), position, zone);
    long seconds = Duration.between(start, end).toSeconds();
    if (seconds <= 0 || seconds > MAX_SECONDS) {
      throw new FormatException(
          "entsoe-period",
          period.line(),
          "A step from " + start + " to " + end + " is longer than 366 days");
    }
    sink.interval(
        new IntervalValue(
            head.meter(),
            head.id,
            channel,
            start,
            (int) seconds,
            value.mantissa(),
            value.powerOfTen(),
            unit.unit(),
            point.quality().isEmpty() ? "" : EntsoeQuality.SCHEME + point.quality(),
            point.line()));
  }
}
