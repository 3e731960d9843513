package io.commonwatt.app;

import io.commonwatt.app.doors.PlatformDoor;
import io.commonwatt.contracts.community.CommunityFileReader;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.ingestion.format.DocumentReport;
import io.commonwatt.ingestion.format.FormatOptions;
import io.commonwatt.ingestion.format.Formats;
import io.commonwatt.ingestion.watch.FileIngest;
import io.commonwatt.ingestion.watch.FileOptions;
import io.commonwatt.ingestion.watch.FileReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes files of any known format in, or says what is in them. */
@Command(
    name = "ingest",
    mixinStandardHelpOptions = true,
    description =
        "Take meter files in: Green Button, NEM12/13, IEC 61968-9, ENTSO-E, DSMR, CSV, Parquet, "
            + "edits, packed or not. A file is taken in whole or refused whole; sent twice, it is taken in "
            + "once. Into a platform whose doors are open it goes through the HTTP door; killed and given "
            + "again, it goes on. With --dry-run nothing is sent: it says what is in the files and what is "
            + "wrong with them. "
            + "Exit code 1 when a file was refused.")
final class IngestCommand implements Callable<Integer> {

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files, or archives of files.")
  private List<Path> files;

  @Option(
      names = "--format",
      defaultValue = FileOptions.AUTO,
      description = "Format of all files. Default: auto, each is recognised.")
  private String format;

  @Option(
      names = "--zone",
      description = "Zone of local times that name none, for example Europe/London.")
  private String zone;

  @Option(
      names = "--mapping",
      description = "Mapping file of CSV and Parquet, see docs/formats.md.")
  private Path mapping;

  @Option(
      names = "--source",
      defaultValue = "files",
      description = "Name of the source of the readings. Default: files.")
  private String source;

  @Option(
      names = "--community",
      description = "Community file: a dry run then says which meters are unknown.")
  private Path community;

  @Option(
      names = "--config",
      description = "Configuration of the platform to send to, see docs/operations.md.")
  private Path config;

  @Option(names = "--dry-run", description = "Read and check, send nothing.")
  private boolean dryRun;

  @Mixin private Output output;

  @Override
  public Integer call() throws Exception {
    FileOptions options = options();
    List<FileReport> reports = new ArrayList<>();
    Registry registry = registry();
    if (dryRun && registry == null) {
      FileIngest.check(files, options, report -> said(report, reports));
    } else if (dryRun) {
      FileIngest.dryRun(files, options, registry, report -> said(report, reports));
    } else {
      send(options, registry, reports);
    }
    output.result(document(reports), lines(reports));
    return reports.stream().anyMatch(FileReport::isRefused) ? Commonwatt.FAILED : 0;
  }

  private FileOptions options() {
    if (!format.equals(FileOptions.AUTO) && !Formats.names().contains(format)) {
      throw UserError.usage(
          "format", "no format named '" + format + "'", "use auto or one of " + Formats.names());
    }
    if (mapping != null && !Files.isRegularFile(mapping)) {
      throw new UserError("mapping", mapping + " is not a file", "give the mapping file's path");
    }
    FormatOptions given = FormatOptions.defaults().withMapping(mapping);
    try {
      return new FileOptions(
          source, format, zone == null ? given : given.withZone(ZoneId.of(zone)));
    } catch (DateTimeException e) {
      throw UserError.usage(
          "zone", "no time zone named '" + zone + "'", "use a name such as Europe/London");
    }
  }

  /** The registry to look meters up in; null when none was given. */
  private Registry registry() throws IOException {
    Path file = community;
    if (file == null && config != null) {
      file = Path.of(RunConfiguration.read(config, System.getenv()).communityFile());
    }
    return file == null ? null : new Registry(CommunityFileReader.read(file));
  }

  private void send(FileOptions options, Registry registry, List<FileReport> reports)
      throws Exception {
    if (config == null) {
      throw UserError.usage(
          "ingest-where",
          "there is no platform to send to",
          "add --config with its configuration, or --dry-run to only look into the files");
    }
    RunConfiguration configuration = RunConfiguration.read(config, System.getenv());
    PlatformDoor.deliver(
        configuration, registry, files, options, output, report -> said(report, reports));
  }

  private void said(FileReport report, List<FileReport> reports) {
    reports.add(report);
    if (files.size() > 1) {
      output.progress(reports.size() + "/" + files.size() + " " + report.file());
    }
  }

  /** What became of files, for JSON. */
  static Map<String, Object> document(List<FileReport> reports) {
    List<Map<String, Object>> list = new ArrayList<>();
    long readings = 0;
    long rejected = 0;
    for (FileReport report : reports) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("file", report.file());
      one.put("format", report.format());
      one.put("readings", report.readings());
      one.put("rejected", report.rejected());
      one.put("passedOver", report.passedOver());
      one.put("totalWh", report.totalWh());
      one.put("duplicate", report.duplicate());
      one.put("error", error(report));
      list.add(one);
      readings += report.readings();
      rejected += report.rejected();
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("files", list);
    document.put("readings", readings);
    document.put("rejected", rejected);
    return document;
  }

  private static Map<String, Object> error(FileReport report) {
    if (!report.isRefused()) {
      return null;
    }
    Map<String, Object> error = new LinkedHashMap<>();
    DocumentReport.Refusal refusal =
        report.refused().isEmpty() ? null : report.refused().get(0).error();
    error.put("code", refusal == null ? "file-unreadable" : refusal.code());
    error.put("line", refusal == null ? 0 : refusal.line());
    error.put("message", report.error());
    return error;
  }

  /** The same for a person. */
  static String lines(List<FileReport> reports) {
    StringBuilder lines = new StringBuilder();
    for (FileReport report : reports) {
      lines.append(
          report.isRefused()
              ? "refused  " + report.file() + ": " + report.error()
              : String.format(
                  "%-8s %s: %s, %d readings, %d rejected, %d passed over, %s Wh",
                  report.duplicate() ? "known" : "read",
                  report.file(),
                  report.format(),
                  report.readings(),
                  report.rejected(),
                  report.passedOver(),
                  report.totalWh().stripTrailingZeros().toPlainString()));
      lines.append(System.lineSeparator());
    }
    if (reports.size() > 1) {
      long refused = reports.stream().filter(FileReport::isRefused).count();
      long readings = reports.stream().mapToLong(FileReport::readings).sum();
      lines.append(
          String.format(
              "%d files: %d refused, %d readings in the others",
              reports.size(), refused, readings));
    }
    return lines.toString().stripTrailing();
  }
}
