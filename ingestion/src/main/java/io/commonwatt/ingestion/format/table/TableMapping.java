package io.commonwatt.ingestion.format.table;

import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.Unit;
import java.nio.charset.Charset;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * What the columns of a table mean. {@code docs/formats.md} says how a mapping file says it.
 *
 * @param text how a text file is written; Parquet has no use for it
 * @param zone of local times; null when the times carry their offset or the options name it
 * @param meter who is measured; in the layout COLUMNS the columns say it
 * @param register what distinguishes series of a meter; null when nothing does
 * @param channel what is measured
 * @param value the column of the values and their meaning
 * @param quality null when there is none
 * @param columns series of the layout COLUMNS
 * @param days columns of the layout DAYS; null otherwise
 */
record TableMapping(
    Layout layout,
    Text text,
    Times times,
    ZoneId zone,
    Source meter,
    Source register,
    Channels channel,
    Values value,
    Qualities quality,
    List<Series> columns,
    Days days) {

  /** How rows and values go together. */
  enum Layout {
    /** A row for each interval of each series. */
    LONG,
    /** A row for each interval, a column for each series. */
    COLUMNS,
    /** A row for each local day of each series, a column for each time of day. */
    DAYS
  }

  /** What the sign of a value means. */
  enum Sign {
    AS_IS,
    /** The sender counts the other way. */
    REVERSED,
    /** Positive belongs to the channel, negative to its opposite; both get a value, one is zero. */
    NET
  }

  /** Which end of its interval a time names. */
  enum Mark {
    START,
    END
  }

  /** What a time in the hour means that a clock change repeats. */
  enum RepeatedHour {
    /** The first time it is there the first, then the second. */
    BY_ORDER,
    FIRST,
    SECOND,
    REFUSE
  }

  /** What happens to a value in the hour that a clock change skips. */
  enum SkippedHour {
    REFUSE,
    SKIP
  }

  /** Order of the rows of a series. */
  enum Order {
    ASCENDING,
    DESCENDING
  }

  /** How the columns of a day count. */
  enum DayColumns {
    /** A column is a time of the clock. */
    CLOCK,
    /** The first column is the first interval of the day, and so on: 46, 48 or 50 half hours. */
    SEQUENCE
  }

  /**
   * How a text file is written.
   *
   * @param headerLine line of the column names, from 1; 0 when columns are named 1, 2, 3…
   * @param missing cells that hold no value
   */
  record Text(
      char separator, char decimal, int headerLine, Charset encoding, List<String> missing) {}

  /**
   * How times are written.
   *
   * @param column of the time, or of the date
   * @param clockColumn of the time of day where it has a column of its own; null otherwise
   * @param lengthSeconds interval length, s; 0 when a column says it
   * @param lengthColumn column of the interval length, s; null otherwise
   */
  record Times(
      String column,
      String clockColumn,
      TimeText format,
      Mark mark,
      int lengthSeconds,
      String lengthColumn,
      RepeatedHour repeatedHour,
      SkippedHour skippedHour,
      Order order) {}

  /**
   * A column or a fixed text.
   *
   * @param column null when the value is fixed
   */
  record Source(String column, String value) {}

  /**
   * Where the channel stands.
   *
   * @param column null when it is fixed
   * @param values what the column may hold; empty when it holds the names of channels
   */
  record Channels(String column, Channel fixed, Map<String, Channel> values) {}

  /**
   * What a value means.
   *
   * @param column null in the layouts that have many
   * @param tens power of ten of the unit
   */
  record Values(String column, Unit unit, int tens, Sign sign) {}

  /**
   * Where the quality stands.
   *
   * @param scheme put before what the column says
   * @param values what is sent instead of what the column says; empty: as it is
   */
  record Qualities(String column, String scheme, Map<String, String> values) {}

  /**
   * A column of the layout COLUMNS.
   *
   * @param column its name, or {@link #EVERY_COLUMN}
   */
  record Series(String column, String meter, String register, Channel channel) {

    /** Stands for every column that nothing else names, each the meter of its name. */
    static final String EVERY_COLUMN = "*";

    boolean isEveryColumn() {
      return column.equals(EVERY_COLUMN);
    }

    /** The same for a column of its own. */
    Series of(String other) {
      return new Series(other, other, register, channel);
    }
  }

  /** The columns of the layout DAYS. */
  record Days(String first, int count, DayColumns counted) {}
}
