package io.commonwatt.ingestion.mqtt.sparkplug;

import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.Unit;
import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.FormatSink;
import io.commonwatt.ingestion.format.IntervalValue;
import io.commonwatt.ingestion.format.RegisterValue;
import io.commonwatt.ingestion.format.json.JsonNumber;
import io.commonwatt.ingestion.format.json.JsonUnit;
import io.commonwatt.ingestion.format.obis.ObisCode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What metrics mean: those whose last name is a channel hold the energy or mean power of an
 * interval, those whose last name is the OBIS code of a running total hold a register. The meter is
 * the device; of a node's own metrics the node. Immutable.
 *
 * <p>Properties of the birth: {@code engUnit} (Wh when absent), {@code lengthSeconds}, {@code
 * timestampAt} ({@code start} when absent, or {@code end}).
 */
final class MetricMeaning {

  private static final long FIRST_MS = Instant.parse("1900-01-01T00:00:00Z").toEpochMilli();
  private static final long LAST_MS = Instant.parse("2200-01-01T00:00:00Z").toEpochMilli();

  private final int lengthSeconds;

  MetricMeaning(int lengthSeconds) {
    this.lengthSeconds = lengthSeconds;
  }

  /**
   * Hands a metric to a sink.
   *
   * @param definition the metric of the birth
   * @param data the metric with the value
   * @param timestamp ms since 1970
   * @throws FormatException when it means something the platform knows but cannot be read
   */
  void handTo(FormatSink sink, String meter, Metric definition, Metric data, long timestamp) {
    String name = definition.name().substring(definition.name().lastIndexOf('/') + 1);
    Optional<Channel> channel = channel(name);
    Optional<ObisCode> obis = ObisCode.find(name).filter(ObisCode::isRunningTotal);
    if (channel.isEmpty() && obis.flatMap(ObisCode::channel).isEmpty()) {
      sink.passedOver(definition.name(), 1, 0);
      return;
    }
    BigDecimal value = data.number(definition.dataType());
    if (value == null) {
      sink.passedOver(definition.name() + " (null)", 1, 0);
      return;
    }
    if (timestamp < FIRST_MS || timestamp >= LAST_MS) {
      throw new FormatException(
          "sparkplug-time", 0, "Metric '" + definition.name() + "' of '" + meter + "' has no time");
    }
    Map<String, String> properties = definition.properties();
    JsonUnit unit = JsonUnit.parse(properties.getOrDefault("engUnit", "Wh"), 0);
    JsonNumber number = JsonNumber.of(value, unit.tens(), 0);
    Instant time = Instant.ofEpochMilli(timestamp);
    if (channel.isPresent()) {
      int seconds = length(properties);
      boolean atEnd = "end".equals(properties.get("timestampAt"));
      sink.interval(
          new IntervalValue(
              meter,
              definition.name(),
              channel.get(),
              atEnd ? time.minusSeconds(seconds) : time,
              seconds,
              number.mantissa(),
              number.powerOfTen(),
              unit.unit(),
              "",
              0));
    } else if (unit.unit() == Unit.WATT_HOUR) {
      sink.register(
          new RegisterValue(
              meter,
              obis.get().toString(),
              obis.get().channel().get(),
              time,
              number.mantissa(),
              number.powerOfTen(),
              "",
              0));
    } else {
      throw new FormatException(
          "sparkplug-unit", 0, "Register '" + name + "' of '" + meter + "' is in Wh, kWh or MWh");
    }
  }

  private int length(Map<String, String> properties) {
    String text = properties.get("lengthSeconds");
    try {
      int seconds = text == null ? lengthSeconds : Integer.parseInt(text);
      if (seconds > 0) {
        return seconds;
      }
    } catch (NumberFormatException e) {
      // Falls through to the message below.
    }
    throw new FormatException(
        "sparkplug-length", 0, "Property lengthSeconds is '" + text + "'; expected seconds");
  }

  private static Optional<Channel> channel(String name) {
    for (Channel channel : Channel.values()) {
      if (channel.code().equals(name.toLowerCase(Locale.ROOT))) {
        return Optional.of(channel);
      }
    }
    return Optional.empty();
  }
}
