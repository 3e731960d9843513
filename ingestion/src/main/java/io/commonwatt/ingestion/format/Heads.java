package io.commonwatt.ingestion.format;

import java.nio.charset.StandardCharsets;

/** What the first bytes of a document say, for recognising it. */
public final class Heads {

  private static final int LOOK = 4096;

  private Heads() {}

  /** The first 4 KiB as text without a byte order mark and leading white space. */
  public static String text(byte[] head) {
    String text =
        new String(head, 0, Math.min(head.length, LOOK), StandardCharsets.UTF_8).stripLeading();
    return text.startsWith("\uFEFF") ? text.substring(1).stripLeading() : text;
  }
}
