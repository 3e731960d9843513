package io.commonwatt.ingestion.door.live;

import java.time.Instant;
import java.util.List;

/**
 * What became of a delivery. It is given only when that is durable.
 *
 * @param readings values taken in, now or when the import was first delivered
 * @param rejected values rejected, likewise
 * @param totalWh energy of the interval readings taken in now, Wh
 * @param knownAt when it was taken in
 * @param rejections the first rejections, for the sender; empty when it had been taken in before
 */
public record Receipt(
    Outcome outcome,
    int readings,
    int rejected,
    long totalWh,
    Instant knownAt,
    List<RejectedValue> rejections) {

  /** How it ended. */
  public enum Outcome {
    /** Taken in. */
    ACCEPTED,
    /** The same import had been taken in before: nothing was done. */
    DUPLICATE,
    /** Another content had been taken in under the same id: nothing was done. */
    CONFLICT
  }

  /**
   * A value that was rejected.
   *
   * @param sequence position within the import, from 0
   * @param line line of the document; 0 where it has none
   * @param rule stable code
   * @param detail what is wrong and what to do
   */
  public record RejectedValue(long sequence, long line, String rule, String detail) {}

  public Receipt {
    rejections = List.copyOf(rejections);
  }
}
