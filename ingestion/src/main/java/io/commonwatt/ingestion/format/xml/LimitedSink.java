package io.commonwatt.ingestion.format.xml;

import io.commonwatt.ingestion.format.EventValue;
import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.FormatOptions;
import io.commonwatt.ingestion.format.FormatSink;
import io.commonwatt.ingestion.format.IntervalValue;
import io.commonwatt.ingestion.format.RegisterValue;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Hands values on up to the number allowed, and gathers what is passed over so that each kind is
 * said once, at the end. Not thread-safe.
 */
public final class LimitedSink {

  private static final int MAX_KINDS = 1_000;
  private static final String OTHERS = "further kinds";

  private final FormatSink sink;
  private final long maxRecords;
  private final Map<String, Passed> passed = new LinkedHashMap<>();
  private long values;

  public LimitedSink(FormatSink sink, FormatOptions options) {
    this.sink = sink;
    this.maxRecords = options.maxRecords();
  }

  /**
   * @throws FormatException code {@code too-many-records}, as for the others
   */
  public void interval(IntervalValue value) {
    count(value.line());
    sink.interval(value);
  }

  public void register(RegisterValue value) {
    count(value.line());
    sink.register(value);
  }

  public void event(EventValue value) {
    count(value.line());
    sink.event(value);
  }

  /** Notes values of a kind the platform has no use for. */
  public void passOver(String what, long count, long line) {
    String kind = passed.size() < MAX_KINDS || passed.containsKey(what) ? what : OTHERS;
    passed.computeIfAbsent(kind, key -> new Passed(line)).count += count;
  }

  /** Says what was passed over; the document was read to its end. */
  public void finish() {
    passed.forEach((what, group) -> sink.passedOver(what, group.count, group.line));
  }

  private void count(long line) {
    values++;
    if (values > maxRecords) {
      throw new FormatException(
          "too-many-records",
          line,
          "The document has more than " + maxRecords + " values; split it");
    }
  }

  private static final class Passed {
    private final long line;
    private long count;

    Passed(long line) {
      this.line = line;
    }
  }
}
