package io.commonwatt.ingestion.format.xml;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Bounds how many bytes a parser may take for one piece of a document, whatever it is: a tag, an
 * attribute, a name, a comment, an instruction. So its buffers stay bounded too. Not thread-safe.
 */
final class TokenLimit extends FilterInputStream {

  private final long maxBytes;
  private long taken;
  private boolean exceeded;
  private IOException failure;

  TokenLimit(InputStream in, long maxBytes) {
    super(in);
    this.maxBytes = maxBytes;
  }

  /** A new piece begins. */
  void restart() {
    taken = 0;
  }

  /** Whether the limit stopped the parser. */
  boolean exceeded() {
    return exceeded;
  }

  /** What the stream below failed with; null while it works. */
  IOException failure() {
    return failure;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (taken > maxBytes) {
      exceeded = true;
      throw new IOException("More than " + maxBytes + " bytes in one piece");
    }
    try {
      int read = super.read(target, offset, length);
      taken += Math.max(0, read);
      return read;
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  @Override
  public long skip(long count) throws IOException {
    return read(new byte[(int) Math.min(count, 4096)]);
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  @Override
  public void close() {
    // The caller of the format closes its own stream.
  }
}
