package io.commonwatt.ingestion.format;

import java.io.IOException;
import java.io.InputStream;

/** A format the platform reads. Immutable; safe to share between threads. */
public interface Format {

  /** Name on the command line and in reports, for example {@code nem12}. */
  String name();

  /**
   * Whether a file looks like this format.
   *
   * @param fileName name without folders, as sent
   * @param head its first bytes, at most 64 KiB, uncompressed
   */
  boolean recognises(String fileName, byte[] head);

  /**
   * Reads a whole document as a stream, in memory that does not grow with it.
   *
   * <p>What it hands over before a failure is to be forgotten: callers read a document once into a
   * sink that counts before they read it into one that keeps.
   *
   * @param in uncompressed bytes; the caller closes it
   * @throws FormatException when the document is refused: malformed, incomplete, or not what it
   *     says it is; nothing else is thrown for bad input
   * @throws IOException when the bytes cannot be read
   */
  void read(InputStream in, FormatOptions options, FormatSink sink) throws IOException;
}
