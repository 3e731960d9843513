package io.commonwatt.ingestion.door.csv;

import java.nio.charset.StandardCharsets;

/**
 * A line of a file.
 *
 * @param number from 1
 * @param bytes without the line's end; the first {@link LineReader#MAX_LINE_BYTES} of a longer one
 * @param terminated whether a line end follows; a last line without one may be cut
 */
public record Line(long number, byte[] bytes, boolean terminated) {

  /** The line as UTF-8. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
