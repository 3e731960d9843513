package io.commonwatt.ingestion.format;

import io.commonwatt.ingestion.format.avro.AvroFormat;
import io.commonwatt.ingestion.format.cim61968.MeterReadingsFormat;
import io.commonwatt.ingestion.format.dsmr.DsmrFormat;
import io.commonwatt.ingestion.format.edit.EditFormat;
import io.commonwatt.ingestion.format.entsoe.LoadProfileFormat;
import io.commonwatt.ingestion.format.espi.EspiFormat;
import io.commonwatt.ingestion.format.json.JsonFormat;
import io.commonwatt.ingestion.format.nem12.Nem12Format;
import io.commonwatt.ingestion.format.nem12.Nem13Format;
import io.commonwatt.ingestion.format.table.CsvFormat;
import io.commonwatt.ingestion.format.table.ParquetFormat;
import java.util.List;
import java.util.Optional;

/** Every format the platform reads. Immutable. */
public final class Formats {

  /** In the order they are asked whether they recognise a document: the most particular first. */
  private static final List<Format> ALL =
      List.of(
          new EspiFormat(),
          new MeterReadingsFormat(),
          new LoadProfileFormat(),
          new Nem12Format(),
          new Nem13Format(),
          new DsmrFormat(),
          new ParquetFormat(),
          new AvroFormat(),
          new EditFormat(),
          new JsonFormat(),
          new CsvFormat());

  private Formats() {}

  /** All of them, in the order of recognition. */
  public static List<Format> listAll() {
    return ALL;
  }

  /**
   * The format of that name.
   *
   * @throws FormatException code {@code format-unknown} when there is none
   */
  public static Format getByName(String name) {
    for (Format format : ALL) {
      if (format.name().equals(name)) {
        return format;
      }
    }
    throw new FormatException(
        "format-unknown",
        0,
        "There is no format '" + name + "'; the formats are " + String.join(", ", names()));
  }

  /**
   * The first format that recognises a document; empty when none does.
   *
   * @param fileName name without folders
   * @param head first bytes, at most 64 KiB, uncompressed
   */
  public static Optional<Format> recognise(String fileName, byte[] head) {
    for (Format format : ALL) {
      if (format.recognises(fileName, head)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /**
   * The first format that recognises a document that comes with a mapping file: CSV when no other
   * does.
   */
  static Format mapped(String fileName, byte[] head) {
    return recognise(fileName, head).orElseGet(() -> getByName("csv"));
  }

  /** Their names, in the order of recognition. */
  public static List<String> names() {
    return ALL.stream().map(Format::name).toList();
  }
}
