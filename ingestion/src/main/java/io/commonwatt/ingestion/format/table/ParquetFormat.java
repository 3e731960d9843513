package io.commonwatt.ingestion.format.table;

import blue.strategic.parquet.ParquetReader;
import io.commonwatt.ingestion.format.BoundedSink;
import io.commonwatt.ingestion.format.Format;
import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.FormatOptions;
import io.commonwatt.ingestion.format.FormatSink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.schema.MessageType;

/**
 * Parquet of flat columns that a mapping file describes; without one, the table the platform writes
 * itself. The document is kept in a temporary file meanwhile, for a Parquet file begins with its
 * end; beyond that memory holds one row group of it.
 */
public final class ParquetFormat implements Format {

  private final TableMapping fixed;

  /** Takes the mapping from the options. */
  public ParquetFormat() {
    this(null);
  }

  ParquetFormat(TableMapping fixed) {
    this.fixed = fixed;
  }

  @Override
  public String name() {
    return "parquet";
  }

  @Override
  public boolean recognises(String fileName, byte[] head) {
    return head.length >= 4 && head[0] == 'P' && head[1] == 'A' && head[2] == 'R' && head[3] == '1';
  }

  @Override
  public void read(InputStream in, FormatOptions options, FormatSink sink) throws IOException {
    TableMapping mapping = fixed == null ? MappingFile.of(options) : fixed;
    Path copy = Files.createTempFile("commonwatt-parquet", ".bin");
    try {
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
      read(copy, mapping, options, new BoundedSink(sink, options));
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  private static void read(Path file, TableMapping mapping, FormatOptions options, FormatSink sink)
      throws IOException {
    try {
      ParquetLimits.check(file);
      ParquetMetadata metadata = ParquetReader.readMetadata(file.toFile());
      ParquetLimits.check(metadata, file);
      MessageType schema = metadata.getFileMetaData().getSchema();
      ParquetRows rows = new ParquetRows(schema);
      TableDocument document = new TableDocument(mapping, rows.header(), options, sink);
      try (ParquetReader<String[], String[], String[]> reader =
          ParquetReader.spliterator(file.toFile(), rows)) {
        long[] row = {0};
        while (reader.tryAdvance(cells -> document.row(++row[0], cells))) {
          // Each call takes a row.
        }
      }
    } catch (FormatException e) {
      throw e;
    } catch (LinkageError e) {
      // Codecs that only Hadoop brings.
      throw new FormatException(
          "parquet-codec",
          0,
          "The Parquet document is compressed in a way that is not read here; write it with Snappy",
          e);
    } catch (RuntimeException | IOException e) {
      // The library throws what its decoders stumble over; the copy itself is readable.
      throw new FormatException(
          "parquet-damaged", 0, "The Parquet document cannot be read: " + e, e);
    }
  }
}
