package io.commonwatt.ingestion.door.intake;

import io.commonwatt.contracts.reading.Rejection;
import java.time.Instant;
import java.util.Arrays;

/** Makes the rejections of one source. Immutable. */
public final class Rejections {

  /** Name of this room in rejections. */
  public static final String STAGE = "ingestion";

  private static final int KEPT_BYTES = 4096;

  private final String source;

  public Rejections(String source) {
    this.source = source;
  }

  /**
   * A rejection.
   *
   * @param reference {@code file:line}
   * @param reading whether it stands for a reading
   * @param raw the bytes as received; what exceeds 4 KiB is cut off
   */
  public Rejection reject(
      String rule, String detail, String reference, boolean reading, byte[] raw, Instant knownAt) {
    byte[] kept = raw.length <= KEPT_BYTES ? raw : Arrays.copyOf(raw, KEPT_BYTES);
    return new Rejection(source, STAGE, rule, detail, reference, reading, kept, knownAt, source);
  }
}
