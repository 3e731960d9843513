package io.commonwatt.ingestion.format;

import io.commonwatt.ingestion.format.cim61968.MeterReadingsWriter;
import io.commonwatt.ingestion.format.entsoe.LoadProfileWriter;
import io.commonwatt.ingestion.format.espi.EspiWriter;
import io.commonwatt.ingestion.format.nem12.Nem12Writer;
import io.commonwatt.ingestion.format.table.CsvWriter;
import io.commonwatt.ingestion.format.table.ParquetWriter;
import java.time.Instant;
import java.util.List;

/** The formats the platform writes. */
public final class FormatWriters {

  private FormatWriters() {}

  /**
   * Every writer.
   *
   * @param created when documents say they were made
   * @param from participant who sends them
   * @param to participant they are sent to
   */
  public static List<FormatWriter> listAll(Instant created, String from, String to) {
    return List.of(
        new Nem12Writer(created, from, to),
        new EspiWriter(),
        new MeterReadingsWriter(),
        new LoadProfileWriter(),
        new CsvWriter(),
        new ParquetWriter());
  }
}
