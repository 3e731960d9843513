package io.commonwatt.ingestion.format;

/**
 * Refuses a document with more values than allowed. Every format puts one before the sink it is
 * given. Not thread-safe.
 */
public final class BoundedSink implements FormatSink {

  private final FormatSink sink;
  private final long maxRecords;
  private long records;

  public BoundedSink(FormatSink sink, FormatOptions options) {
    this.sink = sink;
    this.maxRecords = options.maxRecords();
  }

  @Override
  public void interval(IntervalValue value) {
    count(value.line());
    sink.interval(value);
  }

  @Override
  public void register(RegisterValue value) {
    count(value.line());
    sink.register(value);
  }

  @Override
  public void event(EventValue value) {
    count(value.line());
    sink.event(value);
  }

  @Override
  public void edit(EditValue value) {
    count(value.line());
    sink.edit(value);
  }

  @Override
  public void telemetry(TelemetryValue value) {
    count(value.line());
    sink.telemetry(value);
  }

  @Override
  public void passedOver(String what, long values, long line) {
    sink.passedOver(what, values, line);
  }

  private void count(long line) {
    if (++records > maxRecords) {
      throw new FormatException(
          "too-many-records",
          line,
          "The document has more than "
              + maxRecords
              + " values; split it or raise the limit of records");
    }
  }
}
