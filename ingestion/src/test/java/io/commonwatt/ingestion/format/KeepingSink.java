package io.commonwatt.ingestion.format;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Keeps what it is given, for assertions. */
public final class KeepingSink implements FormatSink {

  public final List<IntervalValue> intervals = new ArrayList<>();
  public final List<RegisterValue> registers = new ArrayList<>();
  public final List<EventValue> events = new ArrayList<>();
  public final List<EditValue> edits = new ArrayList<>();
  public final List<TelemetryValue> telemetry = new ArrayList<>();
  public final List<String> passedOver = new ArrayList<>();

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
    telemetry.add(value);
  }

  @Override
  public void passedOver(String what, long values, long line) {
    passedOver.add(what + " x" + values);
  }

  /** Sum of all intervals as sent, without their unit's meaning. */
  public BigDecimal sum() {
    return intervals.stream().map(KeepingSink::value).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** A value as sent. */
  public static BigDecimal value(IntervalValue interval) {
    return BigDecimal.valueOf(interval.mantissa(), -interval.powerOfTen());
  }

  /** A register as sent, Wh. */
  public static BigDecimal value(RegisterValue register) {
    return BigDecimal.valueOf(register.mantissa(), -register.powerOfTen());
  }
}
