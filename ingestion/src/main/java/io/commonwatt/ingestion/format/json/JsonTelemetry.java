package io.commonwatt.ingestion.format.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.TelemetryValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** The fields of an object that are a device's alone. Not thread-safe. */
final class JsonTelemetry {

  static final List<String> FIELDS =
      List.of("resource", "powerKw", "stateOfChargeKwh", "available");

  /** More is no device of a home or a community. */
  private static final double MOST = 1e6;

  private final long line;
  private String resource;
  private Double powerKw;
  private Double stateOfChargeKwh;
  private Boolean available;

  JsonTelemetry(long line) {
    this.line = line;
  }

  void resource(String id) {
    resource = id;
  }

  /** Sets a field that is not {@code resource}. */
  void set(String field, JsonParser parser) throws IOException {
    switch (field) {
      case "powerKw" -> powerKw = number(field, parser);
      case "stateOfChargeKwh" -> stateOfChargeKwh = number(field, parser);
      default -> available = flag(field, parser);
    }
  }

  /**
   * The value.
   *
   * @param at when it was so; null when the object does not say
   * @throws FormatException codes {@code json-missing}, {@code json-telemetry}
   */
  TelemetryValue value(Instant at) {
    if (resource == null) {
      throw new FormatException("json-missing", line, "A report of a device lacks 'resource'");
    }
    if (at == null) {
      throw new FormatException(
          "json-missing", line, "A report of device '" + resource + "' lacks 'at'");
    }
    if (powerKw == null && stateOfChargeKwh == null && available == null) {
      throw new FormatException(
          "json-missing",
          line,
          "A report of device '"
              + resource
              + "' says nothing; give powerKw, stateOfChargeKwh or available");
    }
    boolean there = available == null || available;
    if (!there && stateOfChargeKwh != null) {
      throw new FormatException(
          "json-telemetry",
          line,
          "Device '"
              + resource
              + "' is not available and has a stateOfChargeKwh; give one of them");
    }
    return new TelemetryValue(resource, at, powerKw, stateOfChargeKwh, there, line);
  }

  private double number(String field, JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token.isNumeric() || token == JsonToken.VALUE_STRING) {
      try {
        // Only decimal numbers: a double of Java may be a NaN or hexadecimal, too.
        double value = new BigDecimal(parser.getText()).doubleValue();
        if (Math.abs(value) <= MOST) {
          return value;
        }
      } catch (NumberFormatException e) {
        // Falls through to the message below.
      }
    }
    throw new FormatException(
        "json-number",
        line,
        "Field '" + field + "' is a decimal number up to 1000000, not " + parser.getText());
  }

  private boolean flag(String field, JsonParser parser) throws IOException {
    if (parser.currentToken().isBoolean()) {
      return parser.getBooleanValue();
    }
    throw new FormatException(
        "json-type", line, "Field '" + field + "' is true or false, not " + parser.getText());
  }
}
