package io.commonwatt.ingestion.format.espi;

import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.Unit;
import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.IntervalValue;
import io.commonwatt.ingestion.format.RegisterValue;
import io.commonwatt.ingestion.format.xml.Decimal;
import io.commonwatt.ingestion.format.xml.LimitedSink;
import io.commonwatt.ingestion.format.xml.XmlTimes;
import java.time.Instant;

/**
 * Makes values of readings whose series is known. A net value becomes two: what was delivered and
 * what was received, one of them zero. Not thread-safe.
 */
final class ReadingValues {

  private static final int REVERSE = 19;
  private static final int MAX_SECONDS = 366 * 86_400;
  private static final long MAX_EPOCH_SECOND = XmlTimes.LAST.getEpochSecond();

  private final LimitedSink sink;

  ReadingValues(LimitedSink sink) {
    this.sink = sink;
  }

  void emit(Series series, SentReading reading) {
    ReadingType type = series.type();
    if (!series.isUsed()) {
      sink.passOver(series.describe(), 1, reading.line());
      return;
    }
    Decimal value = Decimal.parse(reading.value(), type.tens(), "value", reading.line());
    String quality = quality(type, reading);
    Channel channel = type.flow() == REVERSE ? Channel.EXPORT : Channel.IMPORT;
    switch (type.use()) {
      case INTERVAL_ENERGY, INTERVAL_POWER -> interval(series, reading, channel, value, quality);
      case REGISTER -> {
        long seconds = Math.max(0, length(type, reading, true));
        sink.register(
            new RegisterValue(
                series.meter(),
                series.register(),
                channel,
                Instant.ofEpochSecond(start(type, reading) + seconds),
                value.mantissa(),
                value.powerOfTen(),
                quality,
                reading.line()));
      }
      case NONE -> throw new IllegalStateException("Series is not used: " + series);
    }
  }

  private void interval(
      Series series, SentReading reading, Channel channel, Decimal value, String quality) {
    ReadingType type = series.type();
    if (!type.isNet()) {
      sink.interval(interval(series, reading, channel, value, quality, type));
      return;
    }
    Decimal none = new Decimal(0, value.powerOfTen());
    boolean delivered = value.mantissa() >= 0;
    Decimal in = delivered ? value : none;
    Decimal out = delivered ? none : value.negated();
    sink.interval(interval(series, reading, Channel.IMPORT, in, quality, type));
    sink.interval(interval(series, reading, Channel.EXPORT, out, quality, type));
  }

  private static IntervalValue interval(
      Series series,
      SentReading reading,
      Channel channel,
      Decimal value,
      String quality,
      ReadingType type) {
    boolean power = type.use() == ReadingType.Use.INTERVAL_POWER;
    return new IntervalValue(
        series.meter(),
        series.register(),
        channel,
        Instant.ofEpochSecond(start(type, reading)),
        (int) length(type, reading, false),
        value.mantissa(),
        value.powerOfTen(),
        power ? Unit.WATT : Unit.WATT_HOUR,
        quality,
        reading.line());
  }

  private static String quality(ReadingType type, SentReading reading) {
    if (!reading.quality().isEmpty() || type.defaultQuality().isEmpty()) {
      return reading.quality();
    }
    return EspiQuality.SCHEME + type.defaultQuality();
  }

  private static long start(ReadingType type, SentReading reading) {
    long start = reading.start();
    if (start == SentReading.NONE) {
      if (reading.blockStart() == SentReading.NONE || type.intervalSeconds() <= 0) {
        throw new FormatException(
            "espi-time",
            reading.line(),
            "IntervalReading has no timePeriod, and its block no start or its type no length");
      }
      start = clamp(reading.blockStart()) + (long) reading.position() * type.intervalSeconds();
    }
    if (start < 0 || start >= MAX_EPOCH_SECOND) {
      throw new FormatException(
          "espi-time",
          reading.line(),
          "IntervalReading starts at " + start + " s; expected seconds from 1970 to 2199");
    }
    return start;
  }

  private static long clamp(long start) {
    return Math.max(-1, Math.min(MAX_EPOCH_SECOND, start));
  }

  private static long length(ReadingType type, SentReading reading, boolean mayBeZero) {
    long seconds = reading.seconds();
    if (seconds == SentReading.NONE) {
      seconds = mayBeZero ? 0 : type.intervalSeconds();
    }
    if (seconds > MAX_SECONDS || seconds < (mayBeZero ? 0 : 1)) {
      throw new FormatException(
          "espi-duration",
          reading.line(),
          "IntervalReading lasts "
              + seconds
              + " s; expected 1 s to 366 days, or an intervalLength in its ReadingType");
    }
    return seconds;
  }
}
