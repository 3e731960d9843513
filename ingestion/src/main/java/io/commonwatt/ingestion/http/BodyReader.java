package io.commonwatt.ingestion.http;

import io.commonwatt.ingestion.door.live.GatheredValues;
import io.commonwatt.ingestion.format.DocumentReport;
import io.commonwatt.ingestion.format.Format;
import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.FormatOptions;
import io.commonwatt.ingestion.format.FormatReader;
import io.commonwatt.ingestion.format.Formats;
import io.commonwatt.ingestion.format.archive.ArchiveLimits;
import io.commonwatt.ingestion.format.avro.AvroFormat;
import io.commonwatt.ingestion.format.json.JsonFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads a body by its content type. Stateless. */
final class BodyReader {

  /** What comes before the name of a registered format, as in {@code …commonwatt.nem12}. */
  static final String VENDOR = "application/vnd.commonwatt.";

  static final List<String> JSON_TYPES = List.of("application/json", "application/x-ndjson");
  static final List<String> AVRO_TYPES = List.of("application/avro", "avro/binary");

  /** Types under which a registered format recognises itself. */
  static final List<String> RECOGNISED_TYPES =
      List.of(
          "application/atom+xml",
          "application/octet-stream",
          "application/xml",
          "application/zip",
          "text/csv",
          "text/plain",
          "text/xml");

  private static final Format JSON = new JsonFormat();
  private static final Format AVRO = new AvroFormat();

  private BodyReader() {}

  /** How bodies of a content type are read. */
  @FunctionalInterface
  interface Reader {
    GatheredValues read(byte[] content) throws IOException, HttpRefusal;
  }

  /**
   * The reader of a content type.
   *
   * @param contentType as sent; null when none was
   * @param zone zone of local times, as sent; null when none was
   */
  static Reader of(String contentType, String zone) throws HttpRefusal {
    String type =
        contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    FormatOptions options = FormatOptions.defaults().withZone(zone(zone));
    if (JSON_TYPES.contains(type)) {
      return content -> direct(JSON, content, options);
    }
    if (AVRO_TYPES.contains(type)) {
      return content -> direct(AVRO, content, options);
    }
    if (RECOGNISED_TYPES.contains(type)) {
      return content -> document(new FormatReader(options), content);
    }
    if (type.startsWith(VENDOR)) {
      Optional<Format> named = findByName(type.substring(VENDOR.length()));
      if (named.isPresent()) {
        FormatReader reader = new FormatReader(options, ArchiveLimits.defaults(), named.get());
        return content -> document(reader, content);
      }
    }
    throw new HttpRefusal(
        HttpError.UNSUPPORTED_TYPE,
        "Content-Type is '"
            + type
            + "'; expected application/json, application/x-ndjson, application/avro, "
            + String.join(", ", RECOGNISED_TYPES)
            + " or "
            + VENDOR
            + "<format> with one of "
            + String.join(", ", Formats.names()));
  }

  private static Optional<Format> findByName(String name) {
    return Formats.listAll().stream().filter(format -> format.name().equals(name)).findFirst();
  }

  private static GatheredValues direct(Format format, byte[] content, FormatOptions options)
      throws IOException, HttpRefusal {
    GatheredValues values = new GatheredValues();
    try {
      format.read(new ByteArrayInputStream(content), options, values);
    } catch (FormatException e) {
      throw HttpRefusal.of(e);
    }
    return values;
  }

  /** All documents of the body, or none of them when one is refused. */
  private static GatheredValues document(FormatReader reader, byte[] content)
      throws IOException, HttpRefusal {
    GatheredValues values = new GatheredValues();
    List<DocumentReport> reports =
        reader.read("body", new ByteArrayInputStream(content), report -> values);
    for (DocumentReport report : reports) {
      if (!report.isAccepted()) {
        DocumentReport.Refusal refusal = report.error();
        throw HttpRefusal.of(
            refusal.code(), refusal.line(), report.entry() + ": " + refusal.message());
      }
    }
    return values;
  }

  private static ZoneId zone(String zone) throws HttpRefusal {
    try {
      return zone == null ? null : ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw HttpRefusal.of("zone", 0, "There is no time zone '" + zone + "'");
    }
  }
}
