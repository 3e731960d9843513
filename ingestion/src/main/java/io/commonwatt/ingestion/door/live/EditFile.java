package io.commonwatt.ingestion.door.live;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.reading.Import;
import io.commonwatt.ingestion.door.intake.Carry;
import io.commonwatt.ingestion.door.intake.FileHash;
import io.commonwatt.ingestion.format.DocumentReport;
import io.commonwatt.ingestion.format.EditValue;
import io.commonwatt.ingestion.format.EventValue;
import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.FormatOptions;
import io.commonwatt.ingestion.format.FormatReader;
import io.commonwatt.ingestion.format.FormatSink;
import io.commonwatt.ingestion.format.IntervalValue;
import io.commonwatt.ingestion.format.RegisterValue;
import io.commonwatt.ingestion.format.TelemetryValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;

/** A file that holds edits and nothing else, read whole. Immutable. */
public final class EditFile {

  private final String sha256;
  private final GatheredValues values;

  private EditFile(String sha256, GatheredValues values) {
    this.sha256 = sha256;
    this.values = values;
  }

  /**
   * Reads a file.
   *
   * @throws FormatException when it is refused, or holds readings
   */
  public static EditFile read(Path file) throws IOException {
    FormatReader reader = new FormatReader(FormatOptions.defaults());
    for (DocumentReport report : reader.check(file)) {
      if (!report.isAccepted()) {
        DocumentReport.Refusal error = report.error();
        throw new FormatException(error.code(), error.line(), report.refusalText());
      } else if (report.edits() == 0
          || report.intervals() + report.registers() + report.events() + report.telemetry() > 0) {
        throw new FormatException(
            "edit-file",
            0,
            file + " holds " + report.format() + ", not edits alone; take it in with 'ingest'");
      }
    }
    GatheredValues values = new GatheredValues();
    reader.read(file, values);
    String hash = HexFormat.of().formatHex(FileHash.digest().digest(Files.readAllBytes(file)));
    return new EditFile(hash, values);
  }

  /** SHA-256 of the file, hex. */
  public String sha256() {
    return sha256;
  }

  /** Its edits, in the order of the file. */
  public List<EditValue> edits() {
    List<EditValue> edits = new ArrayList<>();
    values.replay(
        new FormatSink() {
          @Override
          public void edit(EditValue value) {
            edits.add(value);
          }

          @Override
          public void interval(IntervalValue value) {}

          @Override
          public void register(RegisterValue value) {}

          @Override
          public void event(EventValue value) {}

          @Override
          public void telemetry(TelemetryValue value) {}

          @Override
          public void passedOver(String what, long count, long line) {}
        });
    return edits;
  }

  /** Its edits as a door would make them at a time, and what it would reject. */
  public List<Travelling> records(Registry registry, Instant knownAt) {
    Delivery delivery = Delivery.whole("edits", "sha256:" + sha256, sha256, values);
    List<Travelling> records =
        new ArrayList<>(
            RecordMaker.make(
                    delivery, new MeterDirectory(registry), new Carry(), knownAt, new HashMap<>())
                .records());
    records.removeIf(Import.class::isInstance);
    return records;
  }
}
