package io.commonwatt.ingestion.door.live;

import io.commonwatt.ingestion.format.EditValue;
import io.commonwatt.ingestion.format.EventValue;
import io.commonwatt.ingestion.format.FormatSink;
import io.commonwatt.ingestion.format.IntervalValue;
import io.commonwatt.ingestion.format.RegisterValue;
import io.commonwatt.ingestion.format.TelemetryValue;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Values of one delivery in the order they were sent. Not thread-safe while it is filled. */
public final class GatheredValues implements FormatSink {

  private static final String NULL_DATA = "nem12:N";

  private final List<Object> values = new ArrayList<>();
  private int edits;
  private long passedOver;

  /** Null data of NEM12 says that there is no value: it is passed over, its zero is none. */
  @Override
  public void interval(IntervalValue value) {
    if (value.sentQuality().equals(NULL_DATA)) {
      passedOver++;
    } else {
      values.add(value);
    }
  }

  @Override
  public void register(RegisterValue value) {
    values.add(value);
  }

  @Override
  public void event(EventValue value) {
    values.add(value);
  }

  @Override
  public void edit(EditValue value) {
    values.add(value);
    edits++;
  }

  @Override
  public void telemetry(TelemetryValue value) {
    values.add(value);
  }

  @Override
  public void passedOver(String what, long count, long line) {
    passedOver += count;
  }

  /** Values to be taken in or rejected. */
  public int size() {
    return values.size();
  }

  /** Edits among the values. */
  public int edits() {
    return edits;
  }

  /** Values the platform has no use for; they are neither taken in nor rejected. */
  public long passedOver() {
    return passedOver;
  }

  /** The values as lines of JSON, which read back as these values, in order. */
  public byte[] lines() {
    ByteArrayOutputStream lines = new ByteArrayOutputStream(values.size() << 7);
    for (Object value : values) {
      lines.writeBytes(ValueText.of(value));
      lines.write('\n');
    }
    return lines.toByteArray();
  }

  /** Hands the values on, in order. */
  public void replay(FormatSink sink) {
    for (Object value : values) {
      if (value instanceof IntervalValue interval) {
        sink.interval(interval);
      } else if (value instanceof RegisterValue register) {
        sink.register(register);
      } else if (value instanceof EditValue edit) {
        sink.edit(edit);
      } else if (value instanceof TelemetryValue telemetry) {
        sink.telemetry(telemetry);
      } else {
        sink.event((EventValue) value);
      }
    }
  }
}
