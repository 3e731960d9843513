package io.commonwatt.forecasting.backtest.data;

import io.commonwatt.forecasting.backtest.BacktestCase;
import io.commonwatt.forecasting.backtest.Quantity;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Whole-home electricity of the IDEAL Household Energy Dataset (Pullinger et al. 2021, CC BY 4.0):
 * mean power of an hour, W, UTC. The homes of the protocol are those with more than 95 % of the
 * test and more than 90 % of the 60 days before it.
 */
final class IdealHomesSet implements Layout {

  private static final String FILE = "electricity_W_hourly_wide.csv";
  private static final Quantity LOAD =
      new Quantity("W", Quantity.Kind.LOAD, ZoneId.of("Europe/London"), "gb-sct");
  private static final LocalDate START = LocalDate.of(2016, 8, 1);
  private static final TestDays TEST =
      new TestDays(LocalDate.of(2018, 3, 11), LocalDate.of(2018, 5, 6));
  private static final double COMPLETE_TEST = .95;
  private static final double COMPLETE_HISTORY = .9;
  private static final int HISTORY_DAYS = 60;
  private static final int STEP_SECONDS = 3600;

  @Override
  public String name() {
    return "ideal-homes";
  }

  @Override
  public String mark() {
    return FILE;
  }

  @Override
  public boolean isIn(Path folder) {
    return DataFile.find(folder, FILE).isPresent();
  }

  @Override
  public DataSet read(Path folder, Request request) {
    Path file = DataFile.get(folder, FILE);
    List<String> lines = DataFile.lines(file);
    String[] homes = DataFile.header(lines);
    Grid[] grids = grids(file, lines, homes.length);
    TestDays days = request.orElse(published(grids));
    List<BacktestCase> cases = new ArrayList<>();
    for (int i = 1; i < homes.length; i++) {
      boolean chosen =
          request.series().isEmpty()
              ? isOfProtocol(grids[i], days)
              : request.asksFor(homes[i]) || request.asksFor(homes[i].replace("home", ""));
      if (chosen) {
        cases.add(grids[i].toCase(homes[i], LOAD, days));
      }
    }
    requireAll(file, request, homes, cases);
    return new DataSet(name(), "IDEAL Household Energy Dataset, CC BY 4.0", cases);
  }

  private static Grid[] grids(Path file, List<String> lines, int columns) {
    Grid[] grids = new Grid[columns];
    Arrays.setAll(grids, i -> new Grid(START, STEP_SECONDS));
    for (int line = 1; line < lines.size(); line++) {
      String[] cells = lines.get(line).split(",", -1);
      LocalDateTime stamp = Stamp.parse(cells[0], file, line + 1);
      for (int i = 1; i < columns; i++) {
        grids[i].put(stamp, i < cells.length ? DataFile.number(cells[i]) : Double.NaN);
      }
    }
    return grids;
  }

  /** The published days, or the last of the data where no home has anything in them. */
  private static TestDays published(Grid[] grids) {
    TestDays last = TEST;
    for (int i = 1; i < grids.length; i++) {
      if (!grids[i].isEmpty(TEST.from(), TEST.end())) {
        return TEST;
      }
      last = grids[i].lastDays();
    }
    return last;
  }

  private static boolean isOfProtocol(Grid grid, TestDays days) {
    LocalDate end = days.end() == null ? days.from().plusDays(HISTORY_DAYS) : days.end();
    return grid.completeness(days.from(), end) > COMPLETE_TEST
        && grid.completeness(days.from().minusDays(HISTORY_DAYS), days.from()) > COMPLETE_HISTORY;
  }

  private static void requireAll(
      Path file, Request request, String[] homes, List<BacktestCase> cases) {
    List<String> known = Arrays.asList(homes).subList(1, homes.length);
    for (String asked : request.series()) {
      if (!known.contains(asked) && !known.contains("home" + asked)) {
        throw new DataSetException(
            "Home '" + asked + "' is not in " + file,
            "name by --series some of: " + String.join(", ", known));
      }
    }
    if (cases.isEmpty()) {
      throw new DataSetException(
          "No home of " + file + " has enough of the test and of the 60 days before it",
          "give other days by --test-from and --test-end, or name homes by --series");
    }
  }
}
