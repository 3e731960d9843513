package io.commonwatt.ingestion.format.table;

import io.commonwatt.ingestion.format.FormatException;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;

/**
 * Refuses a Parquet document whose index promises more than the document can hold, before memory is
 * taken for it.
 */
final class ParquetLimits {

  private static final int TAIL_BYTES = 8;
  private static final int MAX_FOOTER_BYTES = 64 << 20;
  private static final long MAX_GROUP_BYTES = 1L << 30;
  private static final String MARK = "PAR1";

  private ParquetLimits() {}

  /** Checks the marks at both ends and the length of the index. */
  static void check(Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
      long size = bytes.length();
      if (size < MARK.length() + TAIL_BYTES) {
        throw damaged("it has " + size + " bytes");
      }
      bytes.seek(size - TAIL_BYTES);
      int footer = Integer.reverseBytes(bytes.readInt());
      byte[] mark = new byte[MARK.length()];
      bytes.readFully(mark);
      if (!new String(mark, StandardCharsets.US_ASCII).equals(MARK)) {
        throw damaged("it does not end with " + MARK + "; it may be cut off");
      }
      if (footer < 0 || footer > MAX_FOOTER_BYTES || footer > size - TAIL_BYTES - MARK.length()) {
        throw damaged("its index has " + footer + " bytes");
      }
    }
  }

  /** Checks the places and sizes of the columns and of their pages. */
  static void check(ParquetMetadata metadata, Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      for (BlockMetaData group : metadata.getBlocks()) {
        long bytes = 0;
        for (ColumnChunkMetaData column : group.getColumns()) {
          check(column, channel);
          bytes += column.getTotalUncompressedSize();
        }
        if (bytes > MAX_GROUP_BYTES) {
          throw new FormatException(
              "parquet-too-large",
              0,
              "A row group has more than 1 GiB; write the document with smaller row groups");
        }
      }
    }
  }

  private static void check(ColumnChunkMetaData column, FileChannel channel) throws IOException {
    long start = column.getStartingPos();
    long size = column.getTotalSize();
    long uncompressed = column.getTotalUncompressedSize();
    if (start < 0
        || size < 0
        || start > channel.size()
        || size > channel.size() - start
        || uncompressed < 0
        || uncompressed > MAX_GROUP_BYTES) {
      throw damaged("column " + column.getPath() + " lies outside of it");
    }
    long at = 0;
    while (at < size) {
      channel.position(start + at);
      CountedBytes bytes = new CountedBytes(Channels.newInputStream(channel));
      PageHeader page = Util.readPageHeader(bytes);
      if (page.getCompressed_page_size() < 0
          || page.getUncompressed_page_size() < 0
          || page.getUncompressed_page_size() > uncompressed) {
        throw damaged("a page of column " + column.getPath() + " has an impossible size");
      }
      long headerBytes = bytes.count;
      if (column.getCodec() == CompressionCodecName.SNAPPY) {
        checkSnappy(column, page, bytes);
      }
      at += headerBytes + page.getCompressed_page_size();
    }
    if (at != size) {
      throw damaged("the pages of column " + column.getPath() + " do not fill it");
    }
  }

  /**
   * Snappy's own length stands before its bytes, and the library takes memory for it before it
   * looks at them.
   */
  private static void checkSnappy(ColumnChunkMetaData column, PageHeader page, InputStream bytes)
      throws IOException {
    long levels = 0;
    boolean compressed = true;
    if (page.isSetData_page_header_v2()) {
      DataPageHeaderV2 data = page.getData_page_header_v2();
      levels = (long) data.getRepetition_levels_byte_length();
      levels += data.getDefinition_levels_byte_length();
      compressed = data.isIs_compressed();
    }
    if (levels < 0 || levels > page.getCompressed_page_size()) {
      throw damaged("a page of column " + column.getPath() + " has impossible levels");
    }
    if (!compressed || levels == page.getCompressed_page_size()) {
      return;
    }
    bytes.skipNBytes(levels);
    long claimed = 0;
    int shift = 0;
    int read;
    do {
      read = bytes.read();
      claimed |= (read & 0x7fL) << shift;
      shift += 7;
    } while (read >= 0x80 && shift < 35);
    if (read < 0 || claimed > page.getUncompressed_page_size() - levels) {
      throw damaged("a page of column " + column.getPath() + " unpacks to an impossible size");
    }
  }

  private static FormatException damaged(String what) {
    return new FormatException("parquet-damaged", 0, "The Parquet document is damaged: " + what);
  }

  /** Counts what a page header takes. */
  private static final class CountedBytes extends FilterInputStream {
    private long count;

    CountedBytes(InputStream in) {
      super(new BufferedInputStream(in, 256));
    }

    @Override
    public int read() throws IOException {
      int one = in.read();
      count += one < 0 ? 0 : 1;
      return one;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = in.read(buffer, offset, length);
      count += Math.max(0, read);
      return read;
    }
  }
}
