package io.commonwatt.ingestion.watch;

import io.commonwatt.ingestion.door.live.Delivery;
import io.commonwatt.ingestion.door.live.DeliveryTarget;
import io.commonwatt.ingestion.door.live.GatheredValues;
import io.commonwatt.ingestion.door.live.Receipt;
import io.commonwatt.ingestion.door.live.Receipt.Outcome;
import io.commonwatt.ingestion.door.live.UnavailableException;
import io.commonwatt.ingestion.format.DocumentReport;
import io.commonwatt.ingestion.format.EditValue;
import io.commonwatt.ingestion.format.EventValue;
import io.commonwatt.ingestion.format.FormatReader;
import io.commonwatt.ingestion.format.FormatSink;
import io.commonwatt.ingestion.format.IntervalValue;
import io.commonwatt.ingestion.format.RegisterValue;
import io.commonwatt.ingestion.format.TelemetryValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

/**
 * Takes files in. A file is read whole before anything of it is taken in, and refused when any of
 * its documents is. Then it goes in part by part, each with a mark of its own, so that a file of
 * any size needs little memory and one that was interrupted is taken in to its end when it is read
 * again, without a reading twice. Thread-safe.
 */
public final class FileImporter {

  /** Values of a part. */
  static final int PART_VALUES = 20_000;

  private final DeliveryTarget target;
  private final FileOptions options;
  private final FormatReader reader;

  public FileImporter(DeliveryTarget target, FileOptions options) {
    this.target = target;
    this.options = options;
    this.reader = options.reader();
  }

  /**
   * Takes a file in; returns when that is durable.
   *
   * @throws IOException when it cannot be read
   * @throws UnavailableException when the log cannot be written; take it in again later
   */
  public FileReport take(Path file) throws IOException, InterruptedException {
    List<DocumentReport> documents = reader.check(file);
    FileReport checked = report(file, documents);
    if (checked.isRefused()) {
      return checked;
    }
    String sha256 = FileOptions.sha256(file);
    Parts parts = new Parts(sha256, options.importId(sha256));
    try {
      reader.read(file, report -> parts);
      return parts.finish(checked);
    } catch (InterruptedPart e) {
      throw new InterruptedException("Interrupted while " + file + " was taken in");
    }
  }

  /** The report of a file that was read, not taken in. */
  static FileReport report(Path file, List<DocumentReport> documents) {
    List<DocumentReport> refused = documents.stream().filter(one -> !one.isAccepted()).toList();
    String formats =
        documents.stream()
            .map(DocumentReport::format)
            .filter(name -> !name.isEmpty())
            .distinct()
            .sorted()
            .collect(Collectors.joining(","));
    String error = refused.isEmpty() ? "" : refused.get(0).refusalText();
    if (refused.size() > 1) {
      error += " (and " + (refused.size() - 1) + " more documents)";
    }
    long values = 0;
    long passedOver = 0;
    BigDecimal totalWh = BigDecimal.ZERO;
    for (DocumentReport one : documents) {
      values += one.intervals() + one.registers() + one.events() + one.edits() + one.telemetry();
      passedOver += one.passedOver();
      totalWh = totalWh.add(one.totalWh());
    }
    boolean taken = refused.isEmpty();
    return new FileReport(
        file.toString(),
        formats,
        taken ? values : 0,
        0,
        taken ? passedOver : 0,
        taken ? totalWh : BigDecimal.ZERO,
        false,
        error,
        refused);
  }

  /** Carries an interrupt through the reader of a format. */
  private static final class InterruptedPart extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InterruptedPart(InterruptedException cause) {
      super(cause);
    }
  }

  /** Cuts what is read into parts and hands them in. */
  private final class Parts implements FormatSink {
    private final String sha256;
    private final String importId;
    private final List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
    private GatheredValues values = new GatheredValues();
    private long handedIn;

    Parts(String sha256, String importId) {
      this.sha256 = sha256;
      this.importId = importId;
    }

    @Override
    public void interval(IntervalValue value) {
      values.interval(value);
      handInWhenFull();
    }

    @Override
    public void register(RegisterValue value) {
      values.register(value);
      handInWhenFull();
    }

    @Override
    public void event(EventValue value) {
      values.event(value);
      handInWhenFull();
    }

    @Override
    public void edit(EditValue value) {
      values.edit(value);
      handInWhenFull();
    }

    @Override
    public void telemetry(TelemetryValue value) {
      values.telemetry(value);
      handInWhenFull();
    }

    @Override
    public void passedOver(String what, long count, long line) {
      // Counted when the file was checked.
    }

    private void handInWhenFull() {
      if (values.size() == PART_VALUES) {
        handIn();
      }
    }

    private void handIn() {
      int part = receipts.size();
      try {
        receipts.add(
            target.put(
                new Delivery(
                    options.source(), importId, part, handedIn, sha256, values, List.of())));
      } catch (InterruptedException e) {
        throw new InterruptedPart(e);
      }
      handedIn += values.size();
      values = new GatheredValues();
    }

    /** Hands the last part in and waits for all of them. */
    FileReport finish(FileReport checked) throws InterruptedException {
      if (values.size() > 0 || receipts.isEmpty()) {
        handIn();
      }
      long readings = 0;
      long rejected = 0;
      boolean duplicate = true;
      for (CompletableFuture<Receipt> each : receipts) {
        Receipt receipt = await(each);
        readings += receipt.readings();
        rejected += receipt.rejected();
        duplicate &= receipt.outcome() != Outcome.ACCEPTED;
      }
      return new FileReport(
          checked.file(),
          checked.format(),
          readings,
          rejected,
          checked.passedOver(),
          checked.totalWh(),
          duplicate,
          "",
          List.of());
    }

    private static Receipt await(CompletableFuture<Receipt> receipt) throws InterruptedException {
      try {
        return receipt.get();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof RuntimeException cause
            ? cause
            : new IllegalStateException(e.getCause());
      }
    }
  }
}
