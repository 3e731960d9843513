package io.commonwatt.ingestion.watch;

import io.commonwatt.contracts.community.Registry;
import io.commonwatt.ingestion.door.live.DeliveryTarget;
import io.commonwatt.ingestion.door.live.MeterDirectory;
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
import java.util.List;

/** Takes the files of a command line in, or says what would become of them. Stateless. */
public final class FileIngest {

  private FileIngest() {}

  /** Hears about each file when it is done with. */
  @FunctionalInterface
  public interface Listener {
    void done(FileReport report);
  }

  /**
   * Takes files in, one after the other. A file that is refused or cannot be read does not keep the
   * others out.
   */
  public static void run(
      List<Path> files, FileOptions options, DeliveryTarget target, Listener listener)
      throws InterruptedException {
    FileImporter importer = new FileImporter(target, options);
    for (Path file : files) {
      FileReport report;
      try {
        report = importer.take(file);
      } catch (IOException e) {
        report = unreadable(file, e);
      }
      listener.done(report);
    }
  }

  /** Reads files and takes nothing in; nobody says which meters there are. */
  public static void check(List<Path> files, FileOptions options, Listener listener) {
    FormatReader reader = options.reader();
    for (Path file : files) {
      FileReport report;
      try {
        report = FileImporter.report(file, reader.check(file));
      } catch (IOException e) {
        report = unreadable(file, e);
      }
      listener.done(report);
    }
  }

  /** Reads files and looks their meters up, and takes nothing in. */
  public static void dryRun(
      List<Path> files, FileOptions options, Registry registry, Listener listener) {
    FormatReader reader = options.reader();
    MeterDirectory directory = new MeterDirectory(registry);
    for (Path file : files) {
      listener.done(dryRun(file, reader, directory));
    }
  }

  private static FileReport dryRun(Path file, FormatReader reader, MeterDirectory directory) {
    LookedUp looked = new LookedUp(directory);
    List<DocumentReport> documents;
    try {
      documents = reader.read(file, looked);
    } catch (IOException e) {
      return unreadable(file, e);
    }
    FileReport read = FileImporter.report(file, documents);
    return read.isRefused()
        ? read
        : new FileReport(
            read.file(),
            read.format(),
            read.readings() - looked.unknown,
            looked.unknown,
            read.passedOver(),
            read.totalWh(),
            false,
            "",
            List.of());
  }

  private static FileReport unreadable(Path file, IOException e) {
    return new FileReport(
        file.toString(),
        "",
        0,
        0,
        0,
        BigDecimal.ZERO,
        false,
        file + ":0: file-unreadable: " + e,
        List.of());
  }

  /** Counts the values whose meter or device nobody knows. */
  private static final class LookedUp implements FormatSink {
    private final MeterDirectory directory;
    private long unknown;

    LookedUp(MeterDirectory directory) {
      this.directory = directory;
    }

    @Override
    public void interval(IntervalValue value) {
      count(directory.isKnown(value.meter(), value.start()));
    }

    @Override
    public void register(RegisterValue value) {
      count(directory.isKnown(value.meter(), value.at()));
    }

    @Override
    public void event(EventValue value) {
      count(directory.isKnown(value.meter(), value.at()));
    }

    @Override
    public void edit(EditValue value) {
      count(directory.isKnownPoint(value.meter(), value.start()));
    }

    @Override
    public void telemetry(TelemetryValue value) {
      count(directory.devices().isKnown(value.resource(), value.at()));
    }

    @Override
    public void passedOver(String what, long values, long line) {
      // Counted by the reader.
    }

    private void count(boolean known) {
      unknown += known ? 0 : 1;
    }
  }
}
