package io.commonwatt.ingestion.door.live;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.device.DeviceTelemetry;
import io.commonwatt.ingestion.door.live.Receipt.Outcome;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Takes deliveries in: those of a step get one {@code knownAt} and are committed together. It is
 * the one place where {@code knownAt} is stamped; it never decreases, also where the clock goes
 * back or another process stamped before. Not thread-safe.
 */
final class LiveStep {

  private final ImportLog log;
  private final MeterDirectory directory;
  private final InstantSource clock;
  private final Remembered remembered;

  private Instant last;

  LiveStep(ImportLog log, MeterDirectory directory, InstantSource clock) {
    this.log = log;
    this.directory = directory;
    this.clock = clock;
    this.remembered = log.remembered();
    this.last = remembered.lastKnownAt();
  }

  /** Takes deliveries in and commits; the receipts are in their order. */
  List<Receipt> take(List<Delivery> deliveries) {
    Instant knownAt = stamp();
    List<Receipt> receipts = new ArrayList<>(deliveries.size());
    Map<String, DeviceTelemetry> reported = new HashMap<>();
    boolean appended = false;
    for (Delivery delivery : deliveries) {
      Optional<Mark> known = remembered.imports().find(delivery.id());
      if (known.isPresent()) {
        receipts.add(again(delivery, known.get()));
        continue;
      }
      RecordMaker.Made made =
          RecordMaker.make(delivery, directory, remembered.carry(), knownAt, reported);
      for (Travelling record : made.records()) {
        log.append(record);
      }
      remembered.imports().add(made.mark());
      receipts.add(made.receipt());
      appended = true;
    }
    if (appended) {
      log.commit();
    }
    return receipts;
  }

  /** Writes records that belong to no delivery, such as the registry's, unless they are there. */
  void takeOnce(Delivery mark, Function<Instant, List<? extends Travelling>> records) {
    if (remembered.imports().find(mark.id()).isPresent()) {
      return;
    }
    Instant knownAt = stamp();
    records.apply(knownAt).forEach(log::append);
    RecordMaker.Made made =
        RecordMaker.make(mark, directory, remembered.carry(), knownAt, new HashMap<>());
    made.records().forEach(log::append);
    remembered.imports().add(made.mark());
    log.commit();
  }

  void progress(boolean end) {
    log.progress(stamp(), end);
  }

  private Instant stamp() {
    Instant now = Instant.ofEpochMilli(clock.millis());
    last = now.isAfter(last) ? now : last.plusMillis(1);
    return last;
  }

  private static Receipt again(Delivery delivery, Mark known) {
    boolean same = known.contentHash() == RecentImports.contentBits(delivery.contentHash());
    return new Receipt(
        same ? Outcome.DUPLICATE : Outcome.CONFLICT,
        known.readings(),
        known.rejected(),
        0,
        Instant.ofEpochMilli(known.knownAtMs()),
        List.of());
  }
}
