package io.commonwatt.ingestion.format.edit;

import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.ingestion.format.EditValue;
import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.FormatSink;
import io.commonwatt.ingestion.format.OffsetTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the edits of one document from the texts of their fields: each row becomes an edit for each
 * of its intervals. Not thread-safe.
 */
public final class EditFields {

  /** All fields, in the order they are written. */
  public static final List<String> ALL =
      List.of(
          "meter",
          "channel",
          "start",
          "end",
          "lengthSeconds",
          "action",
          "energyWh",
          "rule",
          "method",
          "editor",
          "reason");

  /** Fields that no reading has. */
  public static final Set<String> OF_EDITS_ONLY =
      Set.of("action", "end", "energyWh", "rule", "method", "editor", "reason");

  /** Fields every edit has. */
  static final List<String> REQUIRED =
      List.of("meter", "channel", "start", "lengthSeconds", "action", "editor", "reason");

  /** A row may stand for many intervals: what a document may hold is bounded by their number. */
  static final int MAX_INTERVALS = 200_000;

  private static final String SET = "set";
  private static final String WITHDRAW = "withdraw";
  private static final int MAX_ID = 128;
  private static final int MAX_REASON = 1024;
  private static final int MAX_DIGITS = 12;
  private static final int MAX_LENGTH_DIGITS = 5;

  private final FormatSink sink;
  private long intervals;

  public EditFields(FormatSink sink) {
    this.sink = sink;
  }

  /**
   * Hands over the edits of a row.
   *
   * @param texts text of each field, without those that are empty
   * @throws FormatException when it is no edit, codes {@code edit-…}
   */
  public void take(Map<String, String> texts, long line) {
    for (String field : REQUIRED) {
      if (!texts.containsKey(field)) {
        throw new FormatException("edit-missing", line, "An edit lacks '" + field + "'");
      }
    }
    String meter = text("meter", texts, MAX_ID, line);
    Channel channel = channel(texts.get("channel"), line);
    int length = (int) number("edit-length", "lengthSeconds", texts, MAX_LENGTH_DIGITS, line);
    if (length == 0) {
      throw new FormatException("edit-length", line, "Field 'lengthSeconds' is 0; give seconds");
    }
    Long energyWh = energy(texts, line);
    String method =
        texts.containsKey("method")
            ? text("method", texts, MAX_ID, line)
            : energyWh == null ? WITHDRAW : "manual";
    String rule = texts.containsKey("rule") ? text("rule", texts, MAX_ID, line) : "";
    String editor = text("editor", texts, MAX_ID, line);
    String reason = text("reason", texts, MAX_REASON, line);
    Instant start = OffsetTime.parse("edit-time", "start", texts.get("start"), line);
    long count = texts.containsKey("end") ? count(start, length, texts, line) : 1;
    intervals += count;
    if (intervals > MAX_INTERVALS) {
      throw new FormatException(
          "edit-too-many",
          line,
          "The document edits more than " + MAX_INTERVALS + " intervals; split it");
    }
    for (long i = 0; i < count; i++) {
      Instant at = start.plusSeconds(i * length);
      sink.edit(
          new EditValue(meter, channel, at, length, energyWh, rule, method, editor, reason, line));
    }
  }

  /** How many intervals there are from the start to the end a row gives. */
  private static long count(Instant start, int length, Map<String, String> texts, long line) {
    Instant end = OffsetTime.parse("edit-time", "end", texts.get("end"), line);
    Duration range = Duration.between(start, end);
    if (range.isNegative()
        || range.isZero()
        || range.getNano() != 0
        || range.toSeconds() % length != 0) {
      throw new FormatException(
          "edit-range",
          line,
          "From " + start + " to " + end + " are no whole intervals of " + length + " s");
    }
    return range.toSeconds() / length;
  }

  private static Long energy(Map<String, String> texts, long line) {
    String action = texts.get("action");
    boolean given = texts.containsKey("energyWh");
    if (action.equals(SET) && given) {
      return number("edit-energy", "energyWh", texts, MAX_DIGITS, line);
    } else if (action.equals(WITHDRAW) && !given) {
      return null;
    } else if (action.equals(SET) || action.equals(WITHDRAW)) {
      throw new FormatException(
          "edit-energy",
          line,
          "Action '" + action + "' " + (given ? "takes no energyWh" : "needs energyWh"));
    }
    throw new FormatException(
        "edit-action",
        line,
        "There is no action '"
            + action
            + "'; a file says set or withdraw, 'commonwatt vee edit' works other values out");
  }

  private static Channel channel(String text, long line) {
    for (Channel one : Channel.values()) {
      if (one.code().equals(text)) {
        return one;
      }
    }
    throw new FormatException(
        "edit-channel",
        line,
        "There is no channel '" + text + "'; expected consumption, generation, import or export");
  }

  private static long number(
      String rule, String field, Map<String, String> texts, int maxDigits, long line) {
    String text = texts.get(field);
    if (text.length() > maxDigits || !text.chars().allMatch(one -> one >= '0' && one <= '9')) {
      throw new FormatException(
          rule,
          line,
          "Field '"
              + field
              + "' holds '"
              + text
              + "'; expected a whole number of at most "
              + maxDigits
              + " digits, without sign");
    }
    return Long.parseLong(text);
  }

  private static String text(String field, Map<String, String> texts, int most, long line) {
    String text = texts.get(field);
    if (text.isBlank() || text.length() > most) {
      throw new FormatException(
          "edit-text",
          line,
          "Field '" + field + "' is not blank and has at most " + most + " letters");
    }
    return text;
  }
}
