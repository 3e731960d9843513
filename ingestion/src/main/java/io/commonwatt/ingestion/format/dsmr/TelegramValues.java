package io.commonwatt.ingestion.format.dsmr;

import io.commonwatt.contracts.reading.MeterEvent;
import io.commonwatt.ingestion.format.DecimalText;
import io.commonwatt.ingestion.format.EventValue;
import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.FormatSink;
import io.commonwatt.ingestion.format.RegisterValue;
import io.commonwatt.ingestion.format.dsmr.Telegram.DataObject;
import io.commonwatt.ingestion.format.obis.ObisCode;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What the platform keeps of a telegram. Where the total of a channel is there ({@code 1-0:1.8.0})
 * it is read and the tariffs are passed over; else the tariffs are read, which add up to it. A
 * power failure, which a meter repeats in every telegram, is handed on once for a document. Not
 * thread-safe.
 */
final class TelegramValues {

  private static final String TIME = "0-0:1.0.0";
  private static final String POWER_FAILURES = "1-0:99.97.0";
  private static final int MAX_FAILURES = 10_000;

  private final TelegramTime times;
  private final Instant receivedAt;
  private final FormatSink sink;
  private final Set<Failure> failures = new LinkedHashSet<>();

  TelegramValues(TelegramTime times, Instant receivedAt, FormatSink sink) {
    this.times = times;
    this.receivedAt = receivedAt;
    this.sink = sink;
  }

  /** Hands on the values of a telegram, the number-th of its document. */
  void send(Telegram telegram, long number) {
    String meter = MeterName.of(telegram);
    Instant at = null;
    Set<ObisCode> totals = totals(telegram);
    for (DataObject object : telegram.objects()) {
      Optional<ObisCode> code = ObisCode.find(object.code());
      if (code.isEmpty()) {
        throw new FormatException(
            "dsmr-line",
            object.line(),
            "Line " + object.line() + " does not begin with an OBIS code such as 1-0:1.8.1");
      }
      if (object.code().equals(POWER_FAILURES)) {
        powerFailures(meter, object);
      } else if (isRegister(code.get(), totals)) {
        at = at == null ? time(telegram, number, object) : at;
        register(meter, at, code.get(), object);
      } else if (isValue(object)) {
        sink.passedOver(object.code(), 1, object.line());
      }
    }
  }

  /** The totals over all tariffs that a telegram has. */
  private static Set<ObisCode> totals(Telegram telegram) {
    Set<ObisCode> totals = new LinkedHashSet<>();
    for (DataObject object : telegram.objects()) {
      ObisCode.find(object.code())
          .filter(code -> code.tariff() == 0 && code.isRunningTotal())
          .ifPresent(totals::add);
    }
    return totals;
  }

  private static boolean isRegister(ObisCode code, Set<ObisCode> totals) {
    return code.channel().isPresent()
        && code.isRunningTotal()
        && (code.tariff() == 0 || !totals.contains(code.total()));
  }

  /** Whether an object says a measured value: a number with a unit. */
  private static boolean isValue(DataObject object) {
    String last = object.values().get(object.values().size() - 1);
    return last.indexOf('*') > 0;
  }

  private Instant time(Telegram telegram, long number, DataObject first) {
    DataObject time = telegram.find(TIME);
    if (time != null) {
      return times.parse(time.values().get(0), time.line());
    }
    if (receivedAt != null && number == 1) {
      return receivedAt;
    }
    throw new FormatException(
        "dsmr-no-time",
        first.line(),
        "Telegram of line "
            + telegram.line()
            + " has no time (0-0:1.0.0); send it alone and say when it was received");
  }

  private void register(String meter, Instant at, ObisCode code, DataObject object) {
    String text = object.values().get(0);
    int star = text.indexOf('*');
    int tens =
        switch (star < 0 ? "" : text.substring(star + 1).toLowerCase(Locale.ROOT)) {
          case "wh" -> 0;
          case "kwh" -> 3;
          case "mwh" -> 6;
          default -> -1;
        };
    DecimalText value = tens < 0 ? null : DecimalText.parse(text.substring(0, star), '.', tens);
    if (value == null || object.values().size() != 1) {
      throw new FormatException(
          "dsmr-value",
          object.line(),
          "Line "
              + object.line()
              + ": "
              + code
              + " holds '"
              + (text.length() > 24 ? text.substring(0, 24) + "…" : text)
              + "'; expected a number and a unit, such as 000123.456*kWh");
    }
    sink.register(
        new RegisterValue(
            meter,
            code.toString(),
            code.channel().orElseThrow(),
            at,
            value.mantissa(),
            value.powerOfTen(),
            "",
            object.line()));
  }

  /** The log of long power failures: count, code, then end and duration of each. */
  private void powerFailures(String meter, DataObject object) {
    List<String> values = object.values();
    if (values.size() == 1 && values.get(0).isEmpty()) {
      return;
    }
    int count = whole(values.get(0), object).intValue();
    if (values.size() == 1 && count == 0) {
      return;
    }
    if (values.size() != 2 + 2 * count) {
      throw refused(object, "says " + count + " failures and lists " + (values.size() / 2 - 1));
    }
    String code = "obis:" + (values.get(1).length() > 24 ? "" : values.get(1));
    for (int i = 2; i < values.size(); i += 2) {
      String duration = values.get(i + 1);
      if (!duration.endsWith("*s")) {
        throw refused(object, "has a duration without unit s");
      }
      long seconds = whole(duration.substring(0, duration.length() - 2), object);
      Instant end = times.parse(values.get(i), object.line());
      Failure failure = new Failure(meter, end.minusSeconds(seconds), end);
      if (failures.size() >= MAX_FAILURES) {
        failures.clear();
      }
      if (failures.add(failure)) {
        send(MeterEvent.Type.POWER_FAIL, failure.begin(), meter, code, object);
        send(MeterEvent.Type.POWER_RESTORE, failure.end(), meter, code, object);
      }
    }
  }

  private void send(
      MeterEvent.Type type, Instant at, String meter, String code, DataObject object) {
    sink.event(new EventValue(meter, type, at, code, object.line()));
  }

  private static Long whole(String text, DataObject object) {
    try {
      if (text.length() <= 10) {
        long value = Long.parseLong(text);
        if (value >= 0) {
          return value;
        }
      }
    } catch (NumberFormatException e) {
      // Falls through to the refusal below.
    }
    throw refused(object, "holds a number that is none");
  }

  private static FormatException refused(DataObject object, String what) {
    return new FormatException(
        "dsmr-power-failures",
        object.line(),
        "Line " + object.line() + ": the log of power failures " + what);
  }

  private record Failure(String meter, Instant begin, Instant end) {}
}
