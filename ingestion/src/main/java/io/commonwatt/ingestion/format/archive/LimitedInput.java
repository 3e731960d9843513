package io.commonwatt.ingestion.format.archive;

import io.commonwatt.ingestion.format.FormatException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/**
 * Uncompressed bytes of an archive: refuses it where it exceeds its limits or is damaged. Closing
 * it leaves the archive open. Not thread-safe.
 */
final class LimitedInput extends CountedInput {

  private final CountedInput compressed;
  private final ArchiveLimits limits;

  LimitedInput(InputStream uncompressed, CountedInput compressed, ArchiveLimits limits) {
    super(uncompressed);
    this.compressed = compressed;
    this.limits = limits;
  }

  @Override
  public int read() throws IOException {
    try {
      return super.read();
    } catch (EOFException | ZipException e) {
      throw damaged(e);
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      return super.read(buffer, offset, length);
    } catch (EOFException | ZipException e) {
      throw damaged(e);
    }
  }

  @Override
  public void close() {
    // The archive goes on.
  }

  @Override
  void counted(long read) {
    super.counted(read);
    if (bytes() > limits.maxBytes()) {
      throw new FormatException(
          "archive-too-large",
          0,
          "The archive holds more than " + limits.maxBytes() + " bytes; split it");
    }
    if (bytes() > ArchiveLimits.RATIO_FROM_BYTES
        && bytes() / limits.maxRatio() > compressed.bytes()) {
      throw new FormatException(
          "archive-ratio",
          0,
          "The archive holds more than "
              + limits.maxRatio()
              + " times its size; unpack it by hand if it is what it should be");
    }
  }

  static FormatException damaged(IOException cause) {
    return new FormatException(
        "archive-damaged",
        0,
        "The archive is damaged or cut off: " + cause.getMessage() + "; send it again",
        cause);
  }
}
