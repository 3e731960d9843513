package io.commonwatt.ingestion.door.table;

import io.commonwatt.ingestion.format.EditValue;
import io.commonwatt.ingestion.format.EventValue;
import io.commonwatt.ingestion.format.FormatSink;
import io.commonwatt.ingestion.format.RegisterValue;
import io.commonwatt.ingestion.format.TelemetryValue;

/** Takes the values of tables, which hold intervals only. */
interface ValueSink extends FormatSink {

  @Override
  default void register(RegisterValue value) {
    throw new IllegalStateException("A table holds no registers");
  }

  @Override
  default void event(EventValue value) {
    throw new IllegalStateException("A table holds no events");
  }

  @Override
  default void edit(EditValue value) {
    throw new IllegalStateException("A table holds no edits");
  }

  @Override
  default void telemetry(TelemetryValue value) {
    throw new IllegalStateException("A table holds no telemetry");
  }

  @Override
  default void passedOver(String what, long values, long line) {
    // An hour that a clock skips has no interval.
  }
}
