package io.commonwatt.ingestion.door.live;

import io.commonwatt.contracts.reading.Unit;
import io.commonwatt.ingestion.format.EditValue;
import io.commonwatt.ingestion.format.EventValue;
import io.commonwatt.ingestion.format.IntervalValue;
import io.commonwatt.ingestion.format.RegisterValue;
import io.commonwatt.ingestion.format.TelemetryValue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A value as the HTTP door takes it, kept with its rejection so that it can be sent again when what
 * was wrong is put right. Stateless.
 */
final class ValueText {

  private ValueText() {}

  /** Of any of the values below. */
  static byte[] of(Object value) {
    if (value instanceof IntervalValue interval) {
      return of(interval);
    }
    if (value instanceof EditValue edit) {
      return of(edit);
    }
    if (value instanceof TelemetryValue telemetry) {
      return of(telemetry);
    }
    return value instanceof RegisterValue register ? of(register) : of((EventValue) value);
  }

  static byte[] of(IntervalValue value) {
    return new Text()
        .add("meter", value.meter())
        .add("register", value.register())
        .add("channel", value.channel().code())
        .add("start", value.start().toString())
        .addNumber("lengthSeconds", String.valueOf(value.lengthSeconds()))
        .addNumber("value", number(value.mantissa(), value.powerOfTen()))
        .add("unit", value.unit() == Unit.WATT ? "W" : "Wh")
        .add("quality", value.sentQuality())
        .bytes();
  }

  static byte[] of(RegisterValue value) {
    return new Text()
        .add("meter", value.meter())
        .add("register", value.register())
        .add("channel", value.channel().code())
        .add("at", value.at().toString())
        .addNumber("value", number(value.mantissa(), value.powerOfTen()))
        .add("unit", "Wh")
        .add("quality", value.sentQuality())
        .bytes();
  }

  static byte[] of(EventValue value) {
    return new Text()
        .add("meter", value.meter())
        .add("event", value.type().name().toLowerCase(Locale.ROOT))
        .add("at", value.at().toString())
        .add("code", value.code())
        .bytes();
  }

  static byte[] of(EditValue value) {
    Text text =
        new Text()
            .add("meter", value.meter())
            .add("channel", value.channel().code())
            .add("start", value.start().toString())
            .addNumber("lengthSeconds", String.valueOf(value.lengthSeconds()))
            .add("action", value.energyWh() == null ? "withdraw" : "set");
    if (value.energyWh() != null) {
      text.addNumber("energyWh", value.energyWh().toString());
    }
    return text.add("rule", value.rule())
        .add("method", value.method())
        .add("editor", value.editor())
        .add("reason", value.reason())
        .bytes();
  }

  static byte[] of(TelemetryValue value) {
    Text text = new Text().add("resource", value.resource()).add("at", value.at().toString());
    if (value.powerKw() != null) {
      text.addNumber("powerKw", BigDecimal.valueOf(value.powerKw()).toPlainString());
    }
    if (value.stateOfChargeKwh() != null) {
      text.addNumber(
          "stateOfChargeKwh", BigDecimal.valueOf(value.stateOfChargeKwh()).toPlainString());
    }
    return text.addNumber("available", String.valueOf(value.available())).bytes();
  }

  private static String number(long mantissa, int powerOfTen) {
    return BigDecimal.valueOf(mantissa, -powerOfTen).toPlainString();
  }

  /** A JSON object of texts, numbers and flags. */
  private static final class Text {
    private final StringBuilder json = new StringBuilder();

    Text add(String name, String value) {
      if (!value.isEmpty()) {
        name(name).append('"');
        value.chars().forEach(this::append);
        json.append('"');
      }
      return this;
    }

    Text addNumber(String name, String value) {
      name(name).append(value);
      return this;
    }

    byte[] bytes() {
      return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    private StringBuilder name(String name) {
      return json.append(json.isEmpty() ? '{' : ',').append('"').append(name).append("\":");
    }

    private void append(int character) {
      if (character == '"' || character == '\\') {
        json.append('\\').append((char) character);
      } else if (character < ' ') {
        json.append(String.format("\\u%04x", character));
      } else {
        json.append((char) character);
      }
    }
  }
}
