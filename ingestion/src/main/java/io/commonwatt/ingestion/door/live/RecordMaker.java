package io.commonwatt.ingestion.door.live;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.device.DeviceTelemetry;
import io.commonwatt.contracts.reading.Import;
import io.commonwatt.contracts.reading.MeterEvent;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.contracts.reading.ReadingEdit;
import io.commonwatt.contracts.reading.RegisterReading;
import io.commonwatt.ingestion.door.intake.Carry;
import io.commonwatt.ingestion.door.intake.Rejections;
import io.commonwatt.ingestion.door.live.MeterDirectory.Place;
import io.commonwatt.ingestion.door.live.Receipt.Outcome;
import io.commonwatt.ingestion.door.live.Receipt.RejectedValue;
import io.commonwatt.ingestion.format.EditValue;
import io.commonwatt.ingestion.format.EventValue;
import io.commonwatt.ingestion.format.FormatSink;
import io.commonwatt.ingestion.format.IntervalValue;
import io.commonwatt.ingestion.format.RegisterValue;
import io.commonwatt.ingestion.format.TelemetryValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Makes the records of one delivery: each value becomes a record or a rejection, and the mark comes
 * last. Not thread-safe.
 */
final class RecordMaker implements FormatSink {

  private static final int REJECTIONS_TOLD = 20;

  private final Delivery delivery;
  private final MeterDirectory directory;
  private final Carry carry;
  private final Instant knownAt;
  private final Map<String, DeviceTelemetry> reported;
  private final Rejections maker;
  private final List<Travelling> records;
  private final List<RejectedValue> told = new ArrayList<>();

  private long sequence;
  private int taken;
  private int rejected;
  private long totalWh;

  private RecordMaker(
      Delivery delivery,
      MeterDirectory directory,
      Carry carry,
      Instant knownAt,
      Map<String, DeviceTelemetry> reported) {
    this.delivery = delivery;
    this.directory = directory;
    this.carry = carry;
    this.knownAt = knownAt;
    this.reported = reported;
    this.maker = new Rejections(delivery.source());
    this.records = new ArrayList<>(delivery.weight() + 1);
    this.sequence = delivery.firstSequence();
  }

  /**
   * What a delivery becomes.
   *
   * @param records in order, the mark last
   */
  record Made(List<Travelling> records, Import mark, Receipt receipt) {}

  /**
   * Makes them.
   *
   * @param reported what devices reported at the same {@code knownAt}, by id; it is added to
   */
  static Made make(
      Delivery delivery,
      MeterDirectory directory,
      Carry carry,
      Instant knownAt,
      Map<String, DeviceTelemetry> reported) {
    RecordMaker maker = new RecordMaker(delivery, directory, carry, knownAt, reported);
    delivery.values().replay(maker);
    for (Refusal refusal : delivery.refusals()) {
      maker.reject(refusal.rule(), refusal.detail(), refusal.reading(), 0, refusal.raw());
    }
    return maker.finish();
  }

  private Made finish() {
    Import mark =
        new Import(
            delivery.source(),
            delivery.importId(),
            delivery.part(),
            taken,
            rejected,
            delivery.contentHash(),
            knownAt,
            delivery.importId());
    records.add(mark);
    Receipt receipt = new Receipt(Outcome.ACCEPTED, taken, rejected, totalWh, knownAt, told);
    return new Made(records, mark, receipt);
  }

  @Override
  public void interval(IntervalValue value) {
    Place place = directory.find(value.meter(), value.start());
    if (place.meter() == null) {
      reject(place, true, value.line(), ValueText.of(value));
      return;
    }
    RawReading reading;
    try {
      reading =
          new RawReading(
              delivery.source(),
              delivery.importId(),
              sequence,
              place.meter(),
              value.channel(),
              value.start(),
              value.lengthSeconds(),
              value.mantissa(),
              value.powerOfTen(),
              value.unit(),
              0,
              value.sentQuality(),
              knownAt,
              place.placement());
    } catch (IllegalArgumentException e) {
      reject("value-range", e.getMessage(), true, value.line(), ValueText.of(value));
      return;
    }
    RawReading carried = carry.apply(reading);
    totalWh += carried.energyWh();
    take(carried);
  }

  @Override
  public void register(RegisterValue value) {
    Place place = directory.find(value.meter(), value.at());
    if (place.meter() == null) {
      reject(place, true, value.line(), ValueText.of(value));
      return;
    }
    try {
      take(
          new RegisterReading(
              delivery.source(),
              delivery.importId(),
              sequence,
              place.meter(),
              value.channel(),
              value.register(),
              value.at(),
              value.mantissa(),
              value.powerOfTen(),
              value.sentQuality(),
              knownAt,
              place.placement()));
    } catch (IllegalArgumentException e) {
      reject("value-range", e.getMessage(), true, value.line(), ValueText.of(value));
    }
  }

  @Override
  public void event(EventValue value) {
    Place place = directory.find(value.meter(), value.at());
    if (place.meter() == null) {
      reject(place, false, value.line(), ValueText.of(value));
      return;
    }
    take(
        new MeterEvent(
            delivery.source(),
            delivery.importId(),
            sequence,
            place.meter(),
            value.type(),
            value.at(),
            knownAt,
            place.placement()));
  }

  /**
   * An edit is named by import and position, with leading zeros: where a file edits an interval
   * twice the later line comes later.
   */
  @Override
  public void edit(EditValue value) {
    Place place = directory.findPoint(value.meter(), value.start());
    if (place.usagePoint() == null) {
      reject(place, false, value.line(), ValueText.of(value));
      return;
    }
    take(
        new ReadingEdit(
            delivery.importId() + '#' + String.format(Locale.ROOT, "%09d", sequence),
            place.usagePoint(),
            value.channel(),
            value.start(),
            value.lengthSeconds(),
            value.energyWh(),
            value.rule(),
            value.method(),
            value.editor(),
            value.reason(),
            knownAt,
            place.placement()));
  }

  /**
   * Two reports of a device for one time that become known together would be one row with two
   * contents: which of them counts would be chance.
   */
  @Override
  public void telemetry(TelemetryValue value) {
    DeviceDirectory.Judged judged = directory.devices().judge(value, knownAt);
    if (judged.record() == null) {
      reject(judged.rule(), judged.detail(), false, value.line(), ValueText.of(value));
      return;
    }
    DeviceTelemetry first = reported.putIfAbsent(judged.record().id(), judged.record());
    if (first != null && !first.equals(judged.record())) {
      reject(
          "telemetry-twice",
          "Device '" + value.resource() + "' reported otherwise for " + value.at() + "; send one",
          false,
          value.line(),
          ValueText.of(value));
      return;
    }
    take(judged.record());
  }

  @Override
  public void passedOver(String what, long values, long line) {
    // Counted where it was gathered.
  }

  private void take(Travelling record) {
    records.add(record);
    taken++;
    sequence++;
  }

  private void reject(Place place, boolean reading, long line, byte[] raw) {
    reject(place.rule(), place.detail(), reading, line, raw);
  }

  private void reject(String rule, String detail, boolean reading, long line, byte[] raw) {
    String reference = delivery.importId() + '#' + sequence;
    records.add(maker.reject(rule, detail, reference, reading, raw, knownAt));
    if (told.size() < REJECTIONS_TOLD) {
      told.add(new RejectedValue(sequence, line, rule, detail));
    }
    rejected++;
    sequence++;
  }
}
