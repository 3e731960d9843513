package io.commonwatt.ingestion.format.xml;

import io.commonwatt.ingestion.format.EditValue;
import io.commonwatt.ingestion.format.EventValue;
import io.commonwatt.ingestion.format.Format;
import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.FormatOptions;
import io.commonwatt.ingestion.format.FormatSink;
import io.commonwatt.ingestion.format.IntervalValue;
import io.commonwatt.ingestion.format.RegisterValue;
import io.commonwatt.ingestion.format.TelemetryValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps what a format reads, in order, for tests to look at. */
public final class RecordingSink implements FormatSink {

  public final List<IntervalValue> intervals = new ArrayList<>();
  public final List<RegisterValue> registers = new ArrayList<>();
  public final List<EventValue> events = new ArrayList<>();
  public final List<EditValue> edits = new ArrayList<>();
  public final Map<String, Long> passedOver = new LinkedHashMap<>();

  /** Reads a document with the default options. */
  public static RecordingSink read(Format format, String document) {
    return read(format, FormatOptions.defaults(), document);
  }

  public static RecordingSink read(Format format, FormatOptions options, String document) {
    RecordingSink sink = new RecordingSink();
    try {
      format.read(
          new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)), options, sink);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sink;
  }

  /** What a document is refused with; fails when it is read. */
  public static FormatException refusal(Format format, String document) {
    return refusal(format, FormatOptions.defaults(), document);
  }

  public static FormatException refusal(Format format, FormatOptions options, String document) {
    try {
      read(format, options, document);
    } catch (FormatException e) {
      return e;
    }
    throw new AssertionError("The document was read: " + document);
  }

  /** Energy of all intervals that are in Wh, exact. */
  public BigDecimal energyWh() {
    BigDecimal sum = BigDecimal.ZERO;
    for (IntervalValue value : intervals) {
      sum = sum.add(BigDecimal.valueOf(value.mantissa(), -value.powerOfTen()));
    }
    return sum;
  }

  public List<Instant> starts() {
    return intervals.stream().map(IntervalValue::start).toList();
  }

  @Override
  public void interval(IntervalValue value) {
    intervals.add(value);
  }

  @Override
  public void register(RegisterValue value) {
    registers.add(value);
  }

  @Override
  public void event(EventValue value) {
    events.add(value);
  }

  @Override
  public void edit(EditValue value) {
    edits.add(value);
  }

  @Override
  public void telemetry(TelemetryValue value) {
    throw new AssertionError(value);
  }

  @Override
  public void passedOver(String what, long values, long line) {
    passedOver.merge(what, values, Long::sum);
  }
}
