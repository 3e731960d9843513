package io.commonwatt.ingestion.format;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;

/**
 * Writes validated values in a format, as a stream. What it writes, the format of the same name
 * reads back with the same energies and qualities. Immutable; safe to share between threads.
 */
public interface FormatWriter {

  /** Name on the command line; that of the {@link Format} that reads it. */
  String name();

  /**
   * Writes a whole document.
   *
   * @param values sorted by usage point, channel, start
   * @param out the caller closes it
   * @throws FormatException when the format cannot say a value, for example an interval length it
   *     does not know; what was written by then is to be thrown away
   */
  void write(Iterator<ValidatedValue> values, OutputStream out) throws IOException;
}
