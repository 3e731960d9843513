package io.commonwatt.ingestion.format.table;

import io.commonwatt.ingestion.format.Format;
import io.commonwatt.ingestion.format.FormatOptions;
import io.commonwatt.ingestion.format.FormatSink;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A table of one mapping, CSV or Parquet by its first bytes. Immutable. */
final class MappedTable implements Format {

  private static final int MARK_BYTES = 4;

  private final CsvFormat csv;
  private final ParquetFormat parquet;

  MappedTable(TableMapping mapping) {
    this.csv = new CsvFormat(mapping);
    this.parquet = new ParquetFormat(mapping);
  }

  @Override
  public String name() {
    return "table";
  }

  @Override
  public boolean recognises(String fileName, byte[] head) {
    return true;
  }

  @Override
  public void read(InputStream in, FormatOptions options, FormatSink sink) throws IOException {
    BufferedInputStream content = new BufferedInputStream(in);
    content.mark(MARK_BYTES);
    byte[] head = content.readNBytes(MARK_BYTES);
    content.reset();
    Format format = parquet.recognises("", head) ? parquet : csv;
    format.read(content, options, sink);
  }
}
