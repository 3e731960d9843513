package io.commonwatt.ingestion.watch;

import io.commonwatt.ingestion.format.DocumentReport;
import java.math.BigDecimal;
import java.util.List;

/**
 * What became of a file.
 *
 * @param file path as given
 * @param format format of its documents, joined by a comma where an archive holds several; empty
 *     when none was recognised
 * @param readings values taken in, or in a dry run to be taken in: readings, registers, events,
 *     edits
 * @param rejected values that were or would be rejected
 * @param passedOver well-formed values the platform has no use for
 * @param totalWh energy of all its intervals, whatever their channel, Wh, exact
 * @param duplicate whether it had been taken in before and nothing was done
 * @param error why it was refused, in one line; empty when it was not
 * @param refused its documents that were refused
 */
public record FileReport(
    String file,
    String format,
    long readings,
    long rejected,
    long passedOver,
    BigDecimal totalWh,
    boolean duplicate,
    String error,
    List<DocumentReport> refused) {

  public FileReport {
    refused = List.copyOf(refused);
  }

  /** Whether nothing of it was taken in because it is not what it should be. */
  public boolean isRefused() {
    return !error.isEmpty();
  }
}
