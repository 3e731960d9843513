package io.commonwatt.forecasting.backtest.data;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;

/**
 * Time stamps of data sets: {@code 2018-03-11 00:30:00}, {@code 2018-03-11T00:30Z}, {@code
 * 11/03/2018 00:30}. An offset behind it is that of the file's own clock and is not looked at.
 */
final class Stamp {

  private static final int DATE_AND_MINUTE = 16;

  private Stamp() {}

  /**
   * Reads a stamp.
   *
   * @throws DataSetException when it is none, with the file and the line
   */
  static LocalDateTime parse(String text, Path file, int line) {
    try {
      boolean dayFirst = text.charAt(2) == '/';
      int year = number(text, dayFirst ? 6 : 0, 4);
      int month = number(text, dayFirst ? 3 : 5, 2);
      int day = number(text, dayFirst ? 0 : 8, 2);
      boolean seconds = text.length() >= DATE_AND_MINUTE + 3 && text.charAt(16) == ':';
      int second = seconds ? number(text, 17, 2) : 0;
      return LocalDateTime.of(year, month, day, number(text, 11, 2), number(text, 14, 2), second);
    } catch (DateTimeException | IndexOutOfBoundsException | NumberFormatException e) {
      throw new DataSetException(
          file + ":" + line + ": '" + text + "' is no time such as 2018-03-11 00:30:00",
          "mend that line, or fetch the data set again");
    }
  }

  private static int number(String text, int from, int digits) {
    return Integer.parseInt(text, from, from + digits, 10);
  }
}
