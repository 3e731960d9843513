package io.commonwatt.forecasting.backtest.data;

import io.commonwatt.forecasting.backtest.BacktestCase;
import io.commonwatt.forecasting.backtest.Quantity;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A data set of tables: a line per time, the stamp in the first column, a series per column.
 *
 * @param start first day; what lies before is left out
 * @param stepSeconds length of an interval, s
 * @param test days that are forecast; null for the last there are
 * @param columns its series, in order
 */
record TableSet(
    String name,
    String source,
    LocalDate start,
    int stepSeconds,
    TestDays test,
    List<Column> columns)
    implements Layout {

  /** Stands for every column but the stamp. */
  static final String EVERY_COLUMN = "*";

  /**
   * A series of a table.
   *
   * @param series name; with {@link #EVERY_COLUMN} what goes before the column's name
   * @param files tables that hold it, without {@code .gz}; a gap in one is filled from the next
   * @param column that holds it
   * @param least a value below is a gap, in the unit
   * @param most a value above is a gap, in the unit
   * @param weather of its surroundings; null without
   */
  record Column(
      String series,
      Quantity quantity,
      List<String> files,
      String column,
      double least,
      double most,
      TableWeather weather) {

    Column {
      files = List.copyOf(files);
    }

    /** A column with limits, without weather. */
    Column(
        String series,
        Quantity quantity,
        List<String> files,
        String column,
        double least,
        double most) {
      this(series, quantity, files, column, least, most, null);
    }

    /** The same column with weather. */
    Column with(TableWeather other) {
      return new Column(series, quantity, files, column, least, most, other);
    }

    boolean isIn(Path folder) {
      return files.stream().allMatch(file -> DataFile.find(folder, file).isPresent());
    }

    /** A column without limits. */
    static Column of(String series, Quantity quantity, String file, String column) {
      return new Column(series, quantity, List.of(file), column, Double.NaN, Double.NaN);
    }
  }

  TableSet {
    columns = List.copyOf(columns);
  }

  @Override
  public String mark() {
    return columns.get(0).files().get(0);
  }

  @Override
  public boolean isIn(Path folder) {
    return columns.stream().anyMatch(column -> column.isIn(folder));
  }

  @Override
  public DataSet read(Path folder, Request request) {
    List<BacktestCase> cases = new ArrayList<>();
    Set<String> known = new LinkedHashSet<>();
    for (Column column : columns) {
      if (!column.isIn(folder)) {
        continue;
      }
      if (column.column().equals(EVERY_COLUMN)) {
        readAll(folder, column, request, known, cases);
      } else {
        known.add(column.series());
        if (request.asksFor(column.series())) {
          cases.add(read(folder, column, request));
        }
      }
    }
    requireKnown(folder, request, known);
    return new DataSet(name, source, cases);
  }

  /** Checks that every series asked for by name is there. */
  static void requireKnown(Path folder, Request request, Collection<String> known) {
    for (String series : request.series()) {
      if (!known.contains(series)) {
        throw new DataSetException(
            "Series '" + series + "' is not in " + folder,
            "name by --series some of: " + String.join(", ", known));
      }
    }
  }

  private BacktestCase read(Path folder, Column column, Request request) {
    Grid grid = new Grid(firstDay(request), stepSeconds);
    for (int i = column.files().size() - 1; i >= 0; i--) {
      Path file = DataFile.get(folder, column.files().get(i));
      List<String> lines = DataFile.lines(file);
      int cell = Arrays.asList(DataFile.header(lines)).indexOf(column.column());
      if (cell < 1) {
        throw new DataSetException(
            "File " + file + " has no column '" + column.column() + "'",
            "fetch the data set again");
      }
      fill(grid, file, lines, cell);
    }
    if (!Double.isNaN(column.least())) {
      grid.keepWithin(column.least(), column.most());
    }
    BacktestCase of = grid.toCase(column.series(), column.quantity(), days(grid, request));
    return column.weather() == null ? of : column.weather().add(of, folder);
  }

  private void readAll(
      Path folder, Column column, Request request, Set<String> known, List<BacktestCase> cases) {
    Path file = DataFile.get(folder, column.files().get(0));
    List<String> lines = DataFile.lines(file);
    String[] header = DataFile.header(lines);
    for (int cell = 1; cell < header.length; cell++) {
      String series = column.series() + header[cell];
      known.add(series);
      if (request.asksFor(series)) {
        Grid grid = new Grid(firstDay(request), stepSeconds);
        fill(grid, file, lines, cell);
        cases.add(grid.toCase(series, column.quantity(), days(grid, request)));
      }
    }
  }

  /** Fills a column in; an empty cell leaves what another file said. */
  static void fill(Grid grid, Path file, List<String> lines, int cell) {
    for (int line = 1; line < lines.size(); line++) {
      String[] cells = lines.get(line).split(",", -1);
      LocalDateTime stamp = Stamp.parse(cells[0], file, line + 1);
      double value = cell < cells.length ? DataFile.number(cells[cell]) : Double.NaN;
      grid.put(stamp, value);
    }
  }

  private LocalDate firstDay(Request request) {
    LocalDate asked = request.testFrom();
    return asked == null || !asked.isBefore(start) ? start : asked.minusYears(1);
  }

  private TestDays days(Grid grid, Request request) {
    if (request.hasDays()) {
      return request.orElse(test == null ? new TestDays(start, null) : test);
    }
    return test == null || grid.isEmpty(test.from(), test.end()) ? null : test;
  }
}
