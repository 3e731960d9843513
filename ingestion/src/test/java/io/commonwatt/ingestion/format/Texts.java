package io.commonwatt.ingestion.format;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads small documents written down in tests. */
public final class Texts {

  private Texts() {}

  /** What a format reads of a text. */
  public static KeepingSink read(Format format, FormatOptions options, String text) {
    return read(format, options, text.getBytes(StandardCharsets.UTF_8));
  }

  /** What a format reads of a document. */
  public static KeepingSink read(Format format, FormatOptions options, byte[] document) {
    KeepingSink sink = new KeepingSink();
    try {
      format.read(new ByteArrayInputStream(document), options, sink);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sink;
  }

  /** Why a format refuses a text. */
  public static FormatException refusal(Format format, FormatOptions options, String text) {
    return catchThrowableOfType(FormatException.class, () -> read(format, options, text));
  }

  /** What a writer makes of values. */
  public static byte[] write(FormatWriter writer, List<ValidatedValue> values) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      writer.write(values.iterator(), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
