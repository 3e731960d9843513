package io.commonwatt.ingestion.format.entsoe;

import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.xml.XmlReader;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Step of a period: a fixed number of seconds, or calendar days, months and years, which are local
 * and have 23 to 25 hours or 28 to 31 days.
 *
 * @param calendar days, months and years; zero when the step is fixed
 * @param seconds s; 0 when the step is of the calendar
 */
record Resolution(Period calendar, int seconds) {

  private static final Pattern DURATION =
      Pattern.compile(
          "P(?:(\\d{1,4})Y)?(?:(\\d{1,4})M)?(?:(\\d{1,4})W)?(?:(\\d{1,4})D)?"
              + "(?:T(?:(\\d{1,5})H)?(?:(\\d{1,6})M)?(?:(\\d{1,8})(?:\\.0{1,9})?S)?)?");

  /**
   * Reads an ISO 8601 duration such as {@code PT15M} or {@code P0Y0M0DT0H15M0.000S}.
   *
   * @throws FormatException code {@code entsoe-resolution}
   */
  static Resolution parse(String text, long line) {
    Matcher match = DURATION.matcher(text);
    if (match.matches()) {
      Period calendar =
          Period.of(part(match, 1), part(match, 2), part(match, 3) * 7 + part(match, 4));
      long seconds = part(match, 5) * 3_600L + part(match, 6) * 60L + part(match, 7);
      if (calendar.isZero() && seconds > 0 && seconds <= 366 * 86_400L) {
        return new Resolution(calendar, (int) seconds);
      }
      if (seconds == 0 && !calendar.isZero()) {
        return new Resolution(calendar, 0);
      }
    }
    throw new FormatException(
        "entsoe-resolution",
        line,
        "Resolution '"
            + XmlReader.shorten(text)
            + "' is not a step such as PT15M, PT60M or P1D, of days or of hours and minutes");
  }

  boolean isFixed() {
    return seconds > 0;
  }

  /**
   * Begin of a position.
   *
   * @param position from 0
   * @param zone zone of the calendar; not asked for when the step is fixed
   */
  Instant at(Instant start, int position, ZoneId zone) {
    return isFixed()
        ? start.plusSeconds((long) position * seconds)
        : start.atZone(zone).plus(calendar.multipliedBy(position)).toInstant();
  }

  private static int part(Matcher match, int group) {
    return match.group(group) == null ? 0 : Integer.parseInt(match.group(group));
  }
}
