package io.commonwatt.ingestion.format.xml;

import io.commonwatt.ingestion.format.FormatException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keeps what cannot be handed over yet because what describes it stands further down. The first
 * mebibyte stays in memory, the rest lies in a temporary file that is gone after {@link #close()}.
 * Not thread-safe.
 */
public final class Spool implements Closeable {

  /** What is kept at a time beyond this is refused, bytes. */
  public static final long MAX_BYTES = 1L << 30;

  private static final int MEMORY_BYTES = 1 << 20;

  private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(new Target());
  private final long maxBytes;
  private Path file;
  private OutputStream fileOut;
  private long bytes;

  public Spool() {
    this(MAX_BYTES);
  }

  Spool(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Where to write.
   *
   * @throws FormatException code {@code xml-spool-size} while writing, when too much waits
   */
  public DataOutputStream out() {
    return out;
  }

  public boolean isEmpty() {
    return bytes == 0;
  }

  /** What was written, from the begin; nothing is written while it is read. */
  public DataInputStream read() throws IOException {
    InputStream first = new ByteArrayInputStream(memory.toByteArray());
    if (file == null) {
      return new DataInputStream(first);
    }
    fileOut.flush();
    InputStream rest = Files.newInputStream(file);
    return new DataInputStream(
        new BufferedInputStream(new SequenceInputStream(first, rest), 1 << 16));
  }

  /** The next whole number of what is read; -1 at the end. */
  public static int nextInt(DataInputStream in) throws IOException {
    int first = in.read();
    if (first < 0) {
      return -1;
    }
    return first << 24
        | in.readUnsignedByte() << 16
        | in.readUnsignedByte() << 8
        | in.readUnsignedByte();
  }

  /** Forgets everything; a new document part begins. */
  public void clear() throws IOException {
    close();
    memory.reset();
    bytes = 0;
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      fileOut.close();
      Files.deleteIfExists(file);
      file = null;
      fileOut = null;
    }
  }

  private final class Target extends OutputStream {
    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      bytes += length;
      if (bytes > maxBytes) {
        throw new FormatException(
            "xml-spool-size",
            0,
            "More than "
                + maxBytes
                + " bytes of values wait for what describes them further down; split the document");
      }
      if (file == null && memory.size() + length <= MEMORY_BYTES) {
        memory.write(source, offset, length);
        return;
      }
      if (file == null) {
        file = Files.createTempFile("commonwatt-", ".spool");
        fileOut = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
      }
      fileOut.write(source, offset, length);
    }
  }
}
