package io.commonwatt.ingestion.format.archive;

import java.io.IOException;
import java.io.InputStream;

/** Counts what is read and remembers its end, where a zip file says how many entries it has. */
final class TailInput extends CountedInput {

  private static final int END_RECORD = 22;
  private static final int MAX_COMMENT = 0xFFFF;
  private static final int SIGNATURE = 0x06054b50;

  private final byte[] ring = new byte[END_RECORD + MAX_COMMENT];

  TailInput(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    long before = bytes();
    int read = super.read(buffer, offset, length);
    for (int kept = Math.max(0, read - ring.length); kept < read; kept++) {
      ring[(int) ((before + kept) % ring.length)] = buffer[offset + kept];
    }
    return read;
  }

  @Override
  public long skip(long count) throws IOException {
    byte[] skipped = new byte[(int) Math.min(Math.max(0, count), 8192)];
    return Math.max(0, read(skipped, 0, skipped.length));
  }

  /** Entries that the end of a zip file says it has, modulo 65 536; -1 when it has no such end. */
  int zipEntries() {
    long oldest = Math.max(0, bytes() - ring.length);
    for (long at = bytes() - END_RECORD; at >= oldest; at--) {
      if (number(at, 4) == SIGNATURE && at + END_RECORD + number(at + 20, 2) == bytes()) {
        return number(at + 10, 2);
      }
    }
    return -1;
  }

  private int number(long at, int length) {
    int number = 0;
    for (int i = length - 1; i >= 0; i--) {
      number = number << 8 | (ring[(int) ((at + i) % ring.length)] & 0xFF);
    }
    return number;
  }
}
