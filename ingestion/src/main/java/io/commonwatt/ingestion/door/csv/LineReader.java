package io.commonwatt.ingestion.door.csv;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * Splits a stream into lines at LF or CR LF. A compressed stream that ends early or is damaged ends
 * the lines there, see {@link #damaged()}. Not thread-safe.
 */
public final class LineReader implements Closeable {

  /** What a line holds beyond this is dropped. */
  public static final int MAX_LINE_BYTES = 1 << 20;

  private static final int BUFFER_BYTES = 1 << 16;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int position;
  private int limit;
  private long number;
  private boolean ended;
  private String damage;

  public LineReader(InputStream in) {
    this.in = in;
  }

  /** The next line, or null at the end. */
  public Line next() throws IOException {
    ByteArrayOutputStream line = null;
    while (true) {
      if (position == limit && !fill()) {
        if (line == null) {
          return null;
        }
        return new Line(++number, line.toByteArray(), false);
      }
      int from = position;
      while (position < limit && buffer[position] != '\n') {
        position++;
      }
      if (line == null) {
        line = new ByteArrayOutputStream(Math.max(64, position - from));
      }
      line.write(buffer, from, Math.min(position - from, MAX_LINE_BYTES - line.size()));
      if (position < limit) {
        position++;
        return new Line(++number, withoutCarriageReturn(line.toByteArray()), true);
      }
    }
  }

  /** What broke the stream off; null while it is sound. */
  public String damaged() {
    return damage;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private boolean fill() throws IOException {
    if (ended) {
      return false;
    }
    int read;
    try {
      read = in.read(buffer, 0, buffer.length);
    } catch (EOFException | ZipException e) {
      damage = String.valueOf(e.getMessage());
      read = -1;
    }
    position = 0;
    limit = Math.max(0, read);
    ended = read < 0;
    return !ended;
  }

  private static byte[] withoutCarriageReturn(byte[] line) {
    if (line.length == 0 || line[line.length - 1] != '\r') {
      return line;
    }
    return Arrays.copyOf(line, line.length - 1);
  }
}
