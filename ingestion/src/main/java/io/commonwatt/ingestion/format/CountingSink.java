package io.commonwatt.ingestion.format;

import io.commonwatt.contracts.reading.Unit;

/** Counts what a document holds and forgets it. Not thread-safe. */
public final class CountingSink implements FormatSink {

  private final EnergyTotal total = new EnergyTotal();
  private long intervals;
  private long registers;
  private long events;
  private long edits;
  private long telemetry;
  private long passedOver;

  @Override
  public void interval(IntervalValue value) {
    intervals++;
    total.add(
        value.mantissa(),
        value.powerOfTen(),
        value.unit() == Unit.WATT ? value.lengthSeconds() : 3600);
  }

  @Override
  public void register(RegisterValue value) {
    registers++;
  }

  @Override
  public void event(EventValue value) {
    events++;
  }

  @Override
  public void edit(EditValue value) {
    edits++;
  }

  @Override
  public void telemetry(TelemetryValue value) {
    telemetry++;
  }

  @Override
  public void passedOver(String what, long values, long line) {
    passedOver += values;
  }

  /** The counts as a report. */
  DocumentReport report(String entry, String format, DocumentReport.Refusal error) {
    return new DocumentReport(
        entry,
        format,
        intervals,
        registers,
        events,
        edits,
        telemetry,
        passedOver,
        total.wattHours(),
        error);
  }
}
