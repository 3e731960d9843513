package io.commonwatt.app;

import io.commonwatt.app.export.ValidatedRows;
import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.FormatWriter;
import io.commonwatt.ingestion.format.FormatWriters;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes validated readings in a format others read. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description =
        "Write validated readings as NEM12, Green Button, IEC 61968-9, ENTSO-E, CSV or Parquet. What is "
            + "written reads back with the same energies and qualities.")
final class ExportCommand implements Callable<Integer> {

  @Option(
      names = "--format",
      required = true,
      description = "Name of the format, as 'ingest' knows it: nem12, espi, csv, …")
  private String format;

  @Option(names = "--out", required = true, description = "File to write.")
  private Path out;

  @Option(names = "--from", description = "First interval, a day or an instant, UTC.")
  private String from;

  @Option(names = "--to", description = "End of the last interval, a day or an instant, UTC.")
  private String to;

  @Option(
      names = "--usage-points",
      split = ",",
      description = "Only these usage points. Default: all.")
  private List<String> usagePoints;

  @Option(
      names = "--sender",
      defaultValue = "COMMONWATT",
      description = "Participant who sends, where the format names one. Default: COMMONWATT.")
  private String sender;

  @Option(
      names = "--recipient",
      defaultValue = "ANY",
      description = "Participant it is sent to, where the format names one. Default: ANY.")
  private String recipient;

  @Mixin private StoredDatabase database;

  @Mixin private Output output;

  @Override
  public Integer call() throws Exception {
    List<FormatWriter> writers = FormatWriters.listAll(Instant.now(), sender, recipient);
    FormatWriter writer =
        writers.stream()
            .filter(one -> one.name().equals(format))
            .findFirst()
            .orElseThrow(
                () ->
                    UserError.usage(
                        "format",
                        "nothing writes the format '" + format + "'",
                        "use one of " + writers.stream().map(FormatWriter::name).toList()));
    Map<String, Object> document = database.read(connection -> write(connection, writer));
    output.result(
        document, "Wrote " + document.get("intervals") + " intervals to " + out + " as " + format);
    return 0;
  }

  private Map<String, Object> write(Connection connection, FormatWriter writer) throws Exception {
    Path unfinished = out.resolveSibling(out.getFileName() + ".part");
    try (ValidatedRows rows =
        ValidatedRows.open(
            connection,
            Times.parse("--from", from),
            Times.parse("--to", to),
            usagePoints == null ? List.of() : usagePoints)) {
      try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(unfinished))) {
        writer.write(rows, file);
      }
      Files.move(unfinished, out, StandardCopyOption.REPLACE_EXISTING);
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("file", out.toString());
      document.put("format", writer.name());
      document.put("intervals", rows.count());
      document.put("totalWh", rows.totalWh());
      return document;
    } catch (FormatException e) {
      throw new UserError(
          e.code(), e.getMessage(), "narrow the export with --usage-points, --from and --to");
    } catch (IOException e) {
      throw new UserError(
          "export", "cannot write " + out + ": " + e.getMessage(), "give another --out");
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }
}
