package io.commonwatt.app.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.commonwatt.ingestion.replay.ReplaySelection;
import java.time.Instant;
import java.util.List;

/**
 * What was asked for, kept in the target so that a resumed replay is the same replay. Times as ISO
 * 8601 text; null leaves a bound out.
 *
 * @param source data directory of the run that is replayed
 * @param edits SHA-256 of the file of edits that are added, hex; null for none
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ReplayRequest(
    String source,
    String from,
    String to,
    List<String> meters,
    String asOf,
    String importId,
    String edits) {

  /** The selection it stands for. */
  public ReplaySelection selection() {
    return new ReplaySelection(
        from == null ? null : Instant.parse(from),
        to == null ? null : Instant.parse(to),
        meters,
        asOf == null ? null : Instant.parse(asOf),
        importId);
  }
}
