package io.commonwatt.ingestion.format.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.MeterEvent;
import io.commonwatt.contracts.reading.Unit;
import io.commonwatt.ingestion.format.EventValue;
import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.FormatSink;
import io.commonwatt.ingestion.format.IntervalValue;
import io.commonwatt.ingestion.format.OffsetTime;
import io.commonwatt.ingestion.format.RegisterValue;
import io.commonwatt.ingestion.format.TelemetryValue;
import io.commonwatt.ingestion.format.edit.EditFields;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One object: an interval ({@code start}, {@code lengthSeconds}, {@code value}), a register ({@code
 * at}, {@code value}), an event ({@code at}, {@code event}) of a {@code meter}, an edit of its
 * intervals ({@code start}, {@code action}, …), or what a device ({@code resource}) reports ({@code
 * at}, {@code powerKw}, …). Not thread-safe.
 */
final class JsonReading {

  private static final int MAX_ID = 128;

  private final long line;
  private String meter;
  private String register = "";
  private Channel channel;
  private Instant start;
  private Instant at;
  private Integer lengthSeconds;
  private JsonNumber value;
  private JsonUnit unit;
  private String quality = "";
  private MeterEvent.Type event;
  private String code = "";
  private Map<String, String> edit;
  private JsonTelemetry telemetry;

  private JsonReading(long line) {
    this.line = line;
  }

  /** Reads the object the parser stands at the beginning of, to its end. */
  static JsonReading read(JsonParser parser) throws IOException {
    JsonReading reading = new JsonReading(JsonFormat.line(parser));
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      JsonToken token = parser.nextToken();
      if (token != JsonToken.VALUE_NULL) {
        reading.set(field, parser);
      }
    }
    return reading;
  }

  private void set(String field, JsonParser parser) throws IOException {
    if (EditFields.OF_EDITS_ONLY.contains(field)) {
      edit = edit == null ? new HashMap<>() : edit;
      boolean number =
          field.equals("energyWh") && parser.currentToken() == JsonToken.VALUE_NUMBER_INT;
      edit.put(field, number ? parser.getText() : text(field, parser));
      return;
    }
    if (JsonTelemetry.FIELDS.contains(field)) {
      telemetry = telemetry == null ? new JsonTelemetry(line) : telemetry;
      if (field.equals("resource")) {
        telemetry.resource(id(field, parser));
      } else {
        telemetry.set(field, parser);
      }
      return;
    }
    switch (field) {
      case "meter" -> meter = id(field, parser);
      case "register" -> register = id(field, parser);
      case "channel" -> channel = channel(text(field, parser));
      case "start" -> start = OffsetTime.parse("json-time", field, text(field, parser), line);
      case "at" -> at = OffsetTime.parse("json-time", field, text(field, parser), line);
      case "lengthSeconds" -> lengthSeconds = length(parser);
      case "value" -> value = JsonNumber.read(parser, line);
      case "unit" -> unit = JsonUnit.parse(text(field, parser), line);
      case "quality" -> quality = id(field, parser);
      case "event" -> event = event(text(field, parser));
      case "code" -> code = id(field, parser);
      default ->
          throw refuse(
              "json-field",
              "A reading has no field '"
                  + field
                  + "'; the fields are meter, register, channel, start, at, lengthSeconds, value,"
                  + " unit, quality, event, code; those of an edit are "
                  + String.join(", ", EditFields.ALL)
                  + "; those of a device are at, "
                  + String.join(", ", JsonTelemetry.FIELDS));
    }
  }

  /** Hands the value to a sink, if the object holds one. */
  void handTo(FormatSink sink, EditFields edits) {
    if (telemetry != null) {
      sink.telemetry(report());
      return;
    }
    require("meter", meter);
    if (edit != null) {
      edits.take(editTexts(), line);
      return;
    }
    if (event != null) {
      require("at", at);
      sink.event(new EventValue(meter, event, at, code, line));
      return;
    }
    require("value", value);
    require("unit", unit);
    require("channel", channel);
    JsonNumber wattHours = value.times(unit.tens(), line);
    if (start != null) {
      require("lengthSeconds", lengthSeconds);
      sink.interval(
          new IntervalValue(
              meter,
              register,
              channel,
              start,
              lengthSeconds,
              wattHours.mantissa(),
              wattHours.powerOfTen(),
              unit.unit(),
              quality,
              line));
      return;
    }
    require("start' or 'at", at);
    if (unit.unit() != Unit.WATT_HOUR) {
      throw refuse("json-unit", "A register of meter '" + meter + "' is in Wh, kWh or MWh");
    }
    sink.register(
        new RegisterValue(
            meter,
            register,
            channel,
            at,
            wattHours.mantissa(),
            wattHours.powerOfTen(),
            quality,
            line));
  }

  private TelemetryValue report() {
    if (meter != null || value != null || start != null || event != null || edit != null) {
      throw refuse("json-telemetry", "A report of a device is no reading, event or edit too");
    }
    return telemetry.value(at);
  }

  private Map<String, String> editTexts() {
    if (value != null || event != null || at != null) {
      throw refuse("edit-missing", "An edit of '" + meter + "' is no reading and no event too");
    }
    edit.put("meter", meter);
    if (channel != null) {
      edit.put("channel", channel.code());
    }
    if (start != null) {
      edit.put("start", start.toString());
    }
    if (lengthSeconds != null) {
      edit.put("lengthSeconds", lengthSeconds.toString());
    }
    return edit;
  }

  private void require(String field, Object content) {
    if (content == null) {
      String whose = meter == null ? "A reading" : "A reading of meter '" + meter + "'";
      throw refuse("json-missing", whose + " lacks '" + field + "'");
    }
  }

  private String text(String field, JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw refuse("json-type", "Field '" + field + "' is a text, not " + parser.currentToken());
    }
    return parser.getText();
  }

  private String id(String field, JsonParser parser) throws IOException {
    String text = text(field, parser);
    if (text.isBlank() || text.length() > MAX_ID) {
      throw refuse(
          "json-text", "Field '" + field + "' is not blank and has at most " + MAX_ID + " letters");
    }
    return text;
  }

  private int length(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
        && parser.getNumberType() == JsonParser.NumberType.INT
        && parser.getIntValue() > 0) {
      return parser.getIntValue();
    }
    throw refuse(
        "json-length", "Field 'lengthSeconds' is a whole positive number, not " + parser.getText());
  }

  private Channel channel(String text) {
    for (Channel one : Channel.values()) {
      if (one.code().equals(text)) {
        return one;
      }
    }
    throw refuse(
        "json-channel",
        "There is no channel '" + text + "'; expected consumption, generation, import or export");
  }

  private MeterEvent.Type event(String text) {
    for (MeterEvent.Type one : MeterEvent.Type.values()) {
      if (one.name().toLowerCase(Locale.ROOT).equals(text)) {
        return one;
      }
    }
    throw refuse(
        "json-event",
        "There is no event '"
            + text
            + "'; expected power_fail, power_restore, clock_set, tamper or meter_exchanged");
  }

  private FormatException refuse(String rule, String message) {
    return new FormatException(rule, line, message);
  }
}
