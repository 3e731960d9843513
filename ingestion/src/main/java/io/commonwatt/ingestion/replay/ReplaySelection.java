package io.commonwatt.ingestion.replay;

import java.time.Instant;
import java.util.List;

/**
 * Which readings, registers, events and edits are sent again. Null leaves a bound out.
 *
 * @param from start of the first interval; inclusive
 * @param to start of the first interval no longer sent
 * @param meters of these meters only; empty for all
 * @param asOf only what was known at this time, so that a later correction is not seen
 * @param importId put before the import ids of what is sent, {@code id/original}, so that it can be
 *     told from the original; empty keeps them, and a replay of everything then leads to the same
 *     digest
 */
public record ReplaySelection(
    Instant from, Instant to, List<String> meters, Instant asOf, String importId) {

  public ReplaySelection {
    meters = List.copyOf(meters);
    if (from != null && to != null && !from.isBefore(to)) {
      throw new IllegalArgumentException("--from " + from + " is not before --to " + to);
    }
  }

  /** Everything, under its own name. */
  public static ReplaySelection everything() {
    return new ReplaySelection(null, null, List.of(), null, "");
  }

  /** The import id under which something is sent. */
  public String sentAs(String original) {
    return importId.isEmpty() ? original : importId + '/' + original;
  }

  /** Whether some of the history is left out. */
  public boolean isPartial() {
    return from != null || to != null || asOf != null || !meters.isEmpty();
  }
}
