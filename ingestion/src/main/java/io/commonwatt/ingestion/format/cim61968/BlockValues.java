package io.commonwatt.ingestion.format.cim61968;

import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.Unit;
import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.IntervalValue;
import io.commonwatt.ingestion.format.RegisterValue;
import io.commonwatt.ingestion.format.xml.Decimal;
import io.commonwatt.ingestion.format.xml.LimitedSink;
import io.commonwatt.ingestion.format.xml.XmlTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * Makes values of one series, in its order, once its type and meter are known. The time stamp of an
 * interval is its end. A net value becomes two: what was delivered and what was received, one of
 * them zero. Not thread-safe.
 */
final class BlockValues {

  private static final int NET = 4;
  private static final int REVERSE = 19;
  private static final int MAX_SECONDS = 366 * 86_400;

  private final String meter;
  private final ReadingTypeRef type;
  private final ReadingUse use;
  private final boolean partBesideWhole;
  private final String register;
  private final ZoneId zone;
  private final XmlTimes starts;
  private final XmlTimes times;
  private final LimitedSink sink;

  /**
   * @param partBesideWhole whether the values are a part of others of the same meter reading
   */
  BlockValues(
      String meter, ReadingTypeRef type, boolean partBesideWhole, ZoneId zone, LimitedSink sink) {
    this.meter = meter;
    this.type = type;
    this.use = ReadingUse.of(type);
    this.partBesideWhole = partBesideWhole;
    this.register = type.text();
    this.zone = zone;
    this.starts = new XmlTimes(zone);
    this.times = new XmlTimes(zone);
    this.sink = sink;
  }

  void emit(SentValue sent) {
    if (use == ReadingUse.NONE || partBesideWhole) {
      sink.passOver("ReadingType " + register, 1, sent.line());
      return;
    }
    if (sent.value().isEmpty()) {
      sink.passOver("values that are missing", 1, sent.line());
      return;
    }
    Decimal value = Decimal.parse(sent.value(), type.multiplier(), "value", sent.line());
    Channel channel = type.flowDirection() == REVERSE ? Channel.EXPORT : Channel.IMPORT;
    if (use == ReadingUse.REGISTER) {
      sink.register(
          new RegisterValue(
              meter,
              register,
              channel,
              times.read(moment(sent), "timeStamp", sent.line()),
              value.mantissa(),
              value.powerOfTen(),
              sent.quality(),
              sent.line()));
      return;
    }
    Instant[] period = period(sent);
    if (period == null) {
      sink.passOver("ReadingType " + register + " without interval length", 1, sent.line());
    } else if (type.flowDirection() != NET) {
      interval(sent, channel, period, value);
    } else {
      Decimal none = new Decimal(0, value.powerOfTen());
      boolean delivered = value.mantissa() >= 0;
      interval(sent, Channel.IMPORT, period, delivered ? value : none);
      interval(sent, Channel.EXPORT, period, delivered ? none : value.negated());
    }
  }

  private void interval(SentValue sent, Channel channel, Instant[] period, Decimal value) {
    long seconds = Duration.between(period[0], period[1]).toSeconds();
    if (seconds <= 0 || seconds > MAX_SECONDS) {
      throw new FormatException(
          "cim-interval-length",
          sent.line(),
          "Interval from "
              + period[0]
              + " to "
              + period[1]
              + "; expected an end after the start by at most 366 days");
    }
    sink.interval(
        new IntervalValue(
            meter,
            register,
            channel,
            period[0],
            (int) seconds,
            value.mantissa(),
            value.powerOfTen(),
            use == ReadingUse.INTERVAL_POWER ? Unit.WATT : Unit.WATT_HOUR,
            sent.quality(),
            sent.line()));
  }

  /** Start and end; null when neither the value nor its type says how long it is. */
  private Instant[] period(SentValue sent) {
    if (!sent.start().isEmpty() && !sent.end().isEmpty()) {
      Instant start = starts.read(sent.start(), "start", sent.line());
      return new Instant[] {start, times.read(sent.end(), "end", sent.line())};
    }
    int seconds = MeasuringPeriod.seconds(type.measuringPeriod());
    if (seconds == 0) {
      return null;
    }
    Instant end = times.read(moment(sent), "timeStamp", sent.line());
    boolean localDay = type.measuringPeriod() == MeasuringPeriod.DAY && zone != null;
    Instant start =
        localDay ? end.atZone(zone).minusDays(1).toInstant() : end.minusSeconds(seconds);
    XmlTimes.check(start, "timeStamp", sent.line());
    return new Instant[] {start, end};
  }

  private static String moment(SentValue sent) {
    if (!sent.time().isEmpty()) {
      return sent.time();
    }
    if (!sent.end().isEmpty()) {
      return sent.end();
    }
    throw new FormatException("cim-time-missing", sent.line(), "A reading has no timeStamp");
  }
}
