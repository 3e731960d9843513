package io.commonwatt.app.replay;

import io.commonwatt.app.Output;
import io.commonwatt.app.UserError;
import io.commonwatt.app.demo.Speed;
import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.reading.MeterEvent;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.contracts.reading.RegisterReading;
import io.commonwatt.contracts.reading.Unit;
import io.commonwatt.ingestion.door.intake.FileHash;
import io.commonwatt.ingestion.door.live.Delivery;
import io.commonwatt.ingestion.door.live.DeliveryTarget;
import io.commonwatt.ingestion.door.live.GatheredValues;
import io.commonwatt.ingestion.door.live.Receipt;
import io.commonwatt.ingestion.door.live.Receipt.Outcome;
import io.commonwatt.ingestion.door.live.UnavailableException;
import io.commonwatt.ingestion.format.EventValue;
import io.commonwatt.ingestion.format.IntervalValue;
import io.commonwatt.ingestion.format.RegisterValue;
import io.commonwatt.ingestion.jdbc.StoredSource;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

/**
 * A replay into a live platform: what a platform received is delivered again as new imports, whose
 * {@code knownAt} that platform's door stamps. Validation there drops what it holds already.
 *
 * <p>Sent are batches of one source, of what was learnt in one hour, in the order it was learnt. A
 * batch is an import named by its content, so a replay that was killed and is started again sends
 * the same imports, and those that arrived are duplicates. Used once, by one thread.
 */
public final class LiveReplay {

  /** Values of a batch. Small, so that what a live sender waits for it is small. */
  static final int BATCH_VALUES = 1_000;

  private static final int ID_DIGITS = 32;
  private static final long PROGRESS_EVERY_NANOS = 3_000_000_000L;

  private final DeliveryTarget door;
  private final String importId;
  private final RatePacer pacer;
  private final Output output;
  private final Map<String, Batch> batches = new TreeMap<>();

  private long sent;
  private long skipped;
  private long rejected;
  private Instant resumedFrom;
  private long lastLineNanos = System.nanoTime();

  /** What waits to be sent of one source. */
  private static final class Batch {
    private final GatheredValues values = new GatheredValues();
    private int readings;
    private Instant lastKnownAt;
  }

  /**
   * A replay to a door.
   *
   * @param importId put before the import ids of what is sent
   * @param maxRate most readings a second; 0 for no limit
   */
  public LiveReplay(
      DeliveryTarget door, String importId, Speed speed, long maxRate, Output output) {
    this.door = door;
    this.importId = importId;
    this.pacer = new RatePacer(speed.factor(), maxRate, () -> sent);
    this.output = output;
  }

  /**
   * Checks what a replay is called.
   *
   * @throws UserError when imports cannot be called so
   */
  public static void requireName(String importId) {
    if (!importId.matches("[!-~]{1,120}") || importId.startsWith("sha256:")) {
      throw new UserError(
          "replay-import-id",
          "a replay into a live platform needs a name of its own, not '" + importId + "'",
          "give --import-id with 1 to 120 printable characters, and the same again to go on");
    }
  }

  /** Replays to the end; the report has the keys of the command line reference. */
  public Map<String, Object> run(StoredSource source) throws InterruptedException {
    long began = System.nanoTime();
    Instant hour = Instant.MIN;
    Iterator<Travelling> records = source.records();
    while (records.hasNext()) {
      Travelling record = records.next();
      Instant its = record.knownAt().truncatedTo(ChronoUnit.HOURS);
      if (its.isAfter(hour)) {
        sendAll();
        hour = its;
      }
      take(record);
    }
    sendAll();
    double seconds = (System.nanoTime() - began) / 1e9;
    Map<String, Object> readings = new LinkedHashMap<>();
    readings.put("sent", sent);
    readings.put("skipped", skipped);
    readings.put("rejected", rejected);
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("readings", readings);
    report.put("resumedFrom", resumedFrom == null ? null : resumedFrom.toString());
    report.put("from", source.from().toString());
    report.put("to", source.to().toString());
    report.put("importId", importId);
    report.put("readingsPerSecond", Math.round(sent / seconds));
    report.put("wallSeconds", Math.round(seconds * 10) / 10.0);
    return report;
  }

  /** Registry, edits and rejections are the platform's own; what meters sent is sent again. */
  private void take(Travelling record) throws InterruptedException {
    if (record instanceof RawReading reading) {
      Batch batch = batch(reading.source(), reading.knownAt());
      batch.values.interval(interval(reading));
      batch.readings++;
      sendWhenFull(reading.source(), batch);
    } else if (record instanceof RegisterReading register) {
      Batch batch = batch(register.source(), register.knownAt());
      batch.values.register(
          new RegisterValue(
              register.meter(),
              register.register(),
              register.channel(),
              register.at(),
              register.mantissa(),
              register.powerOfTen(),
              register.sentQuality(),
              0));
      sendWhenFull(register.source(), batch);
    } else if (record instanceof MeterEvent event) {
      Batch batch = batch(event.source(), event.knownAt());
      batch.values.event(new EventValue(event.meter(), event.type(), event.at(), "", 0));
      sendWhenFull(event.source(), batch);
    }
  }

  private Batch batch(String source, Instant knownAt) {
    Batch batch = batches.computeIfAbsent(source, name -> new Batch());
    batch.lastKnownAt = knownAt;
    return batch;
  }

  /**
   * The value as it was sent; with a remainder carried into or out of it, the whole watt hours it
   * stands for, because the door it goes to does not know what was carried then.
   */
  private static IntervalValue interval(RawReading reading) {
    boolean whole = reading.carryMicroJoule() == 0 && reading.carryOutMicroJoule() == 0;
    return new IntervalValue(
        reading.meter(),
        "",
        reading.channel(),
        reading.start(),
        reading.lengthSeconds(),
        whole ? reading.mantissa() : reading.energyWh(),
        whole ? reading.powerOfTen() : 0,
        whole ? reading.unit() : Unit.WATT_HOUR,
        reading.sentQuality(),
        0);
  }

  private void sendWhenFull(String source, Batch batch) throws InterruptedException {
    if (batch.values.size() >= BATCH_VALUES) {
      send(source, batch);
      batches.remove(source);
    }
  }

  private void sendAll() throws InterruptedException {
    for (Map.Entry<String, Batch> each : batches.entrySet()) {
      send(each.getKey(), each.getValue());
    }
    batches.clear();
  }

  private void send(String source, Batch batch) throws InterruptedException {
    // What an earlier process sent is passed over as fast as the door answers.
    if (sent > 0) {
      pacer.awaitDataTime(batch.lastKnownAt);
    }
    String hash = HexFormat.of().formatHex(FileHash.digest().digest(batch.values.lines()));
    Receipt receipt =
        deliver(
            Delivery.whole(
                source, importId + '/' + hash.substring(0, ID_DIGITS), hash, batch.values));
    if (receipt.outcome() == Outcome.ACCEPTED) {
      if (sent == 0) {
        pacer.awaitDataTime(batch.lastKnownAt);
      }
      sent += batch.readings;
      rejected += receipt.rejected();
    } else {
      skipped += batch.readings;
      resumedFrom = sent == 0 ? batch.lastKnownAt : resumedFrom;
    }
    if (System.nanoTime() - lastLineNanos > PROGRESS_EVERY_NANOS) {
      lastLineNanos = System.nanoTime();
      output.progress(
          String.format(
              Locale.ROOT,
              "sent to %s · %d readings, %d sent before",
              batch.lastKnownAt,
              sent,
              skipped));
    }
  }

  private Receipt deliver(Delivery delivery) throws InterruptedException {
    try {
      return door.put(delivery).get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new UnavailableException("The delivery failed", e.getCause());
    }
  }
}
