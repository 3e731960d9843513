package io.commonwatt.ingestion.format;

import java.math.BigDecimal;

/**
 * What became of a document.
 *
 * @param entry its path within the archive; the file's name when there is no archive
 * @param format name of the format; empty when none recognised it
 * @param intervals interval values read
 * @param registers register values read
 * @param events events read
 * @param edits edits of intervals read
 * @param telemetry reports of devices read
 * @param passedOver well-formed values the platform has no use for
 * @param totalWh energy of all intervals and channels, Wh, exact; a mean power that does not fill a
 *     finite number of digits is rounded half even to twelve decimals, once, at the end
 * @param error why it was refused; null when it was read. The counts of a refused document say how
 *     far it was read; nothing of it was handed on
 */
public record DocumentReport(
    String entry,
    String format,
    long intervals,
    long registers,
    long events,
    long edits,
    long telemetry,
    long passedOver,
    BigDecimal totalWh,
    Refusal error) {

  /**
   * Why a document is refused.
   *
   * @param code stable rule
   * @param line line of the document, from 1; 0 when it is the whole document
   * @param message what is wrong and what was expected
   */
  public record Refusal(String code, long line, String message) {}

  /** Whether it was read. */
  public boolean isAccepted() {
    return error == null;
  }

  /** The refusal in one line: {@code file:line: code: message}. */
  public String refusalText() {
    return entry + ':' + error.line() + ": " + error.code() + ": " + error.message();
  }
}
