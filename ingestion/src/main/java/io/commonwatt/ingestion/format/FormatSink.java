package io.commonwatt.ingestion.format;

/** Takes what a format reads, in the order of the file. */
public interface FormatSink {

  void interval(IntervalValue value);

  void register(RegisterValue value);

  void event(EventValue value);

  void edit(EditValue value);

  void telemetry(TelemetryValue value);

  /**
   * Something well-formed that the platform has no use for: gas, reactive energy, a voltage.
   *
   * @param what the series or object as sent, for example {@code Q1 (kvarh)}
   * @param values how many values it has
   * @param line where it begins
   */
  void passedOver(String what, long values, long line);
}
