package io.commonwatt.market.dispatch.benchmark.campus;

import io.commonwatt.market.dispatch.benchmark.BenchmarkDataException;
import io.commonwatt.market.dispatch.benchmark.CsvColumns;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An instance of the challenge: buildings, PV, batteries, recurring and once-off activities. */
public record Campus(
    List<Building> buildings,
    List<Integer> solars,
    List<Store> stores,
    List<Activity> recurring,
    List<Activity> onceOff) {

  private static final int BEFORE_RECURRING = 6;
  private static final int BEFORE_ONCE_OFF = 8;

  /** A building with its rooms. */
  public record Building(int id, int small, int large) {

    int rooms(boolean wanted) {
      return wanted ? large : small;
    }
  }

  /**
   * A battery that charges and discharges at full power or not at all, and starts full.
   *
   * @param efficiency of a round trip, 1
   */
  public record Store(int id, int building, int capacityKwh, int powerKw, double efficiency) {

    /** Power at the meter: 1 charges, −1 discharges, 0 holds. */
    double meterKw(int action) {
      double oneWay = Math.sqrt(efficiency);
      return action > 0 ? powerKw / oneWay : action * powerKw * oneWay;
    }

    /** Whole steps of discharging from full. */
    int levels() {
      return 4 * capacityKwh / powerKw;
    }
  }

  public Campus {
    buildings = List.copyOf(buildings);
    solars = List.copyOf(solars);
    stores = List.copyOf(stores);
    recurring = List.copyOf(recurring);
    onceOff = List.copyOf(onceOff);
  }

  /** Reads an instance file, plain or gzip. */
  public static Campus read(Path file) throws IOException {
    List<Building> buildings = new ArrayList<>();
    List<Integer> solars = new ArrayList<>();
    List<Store> stores = new ArrayList<>();
    List<Activity> recurring = new ArrayList<>();
    List<Activity> onceOff = new ArrayList<>();
    try (BufferedReader reader = CsvColumns.open(file)) {
      int number = 0;
      String header = null;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        String[] words = line.trim().split(" +");
        try {
          switch (words[0]) {
            case "ppoi" -> header = line.trim();
            case "b" -> buildings.add(new Building(at(words, 1), at(words, 2), at(words, 3)));
            case "s" -> solars.add(at(words, 1));
            case "c" -> stores.add(store(words));
            case "r" -> recurring.add(activity(words, BEFORE_RECURRING));
            case "a" -> onceOff.add(activity(words, BEFORE_ONCE_OFF));
            case "" -> {}
            default -> throw new IllegalArgumentException("unknown kind '" + words[0] + "'");
          }
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
          throw new BenchmarkDataException(
              "File " + file + ", line " + number + ": " + e.getMessage(), "copy it again");
        }
      }
      Campus campus = new Campus(buildings, solars, stores, recurring, onceOff);
      if (!campus.header().equals(header)) {
        throw new BenchmarkDataException(
            "File " + file + " holds '" + campus.header() + "' but announces '" + header + "'",
            "copy it again");
      }
      return campus;
    }
  }

  /** The first line of an instance and of its schedules. */
  String header() {
    return String.format(
        "ppoi %d %d %d %d %d",
        buildings.size(), solars.size(), stores.size(), recurring.size(), onceOff.size());
  }

  private static Store store(String[] words) {
    return new Store(
        at(words, 1), at(words, 2), at(words, 3), at(words, 4), Double.parseDouble(words[5]));
  }

  private static Activity activity(String[] words, int countAt) {
    boolean valued = countAt == BEFORE_ONCE_OFF;
    List<Integer> after = new ArrayList<>();
    for (int index = 1; index <= at(words, countAt); index++) {
      after.add(at(words, countAt + index));
    }
    return new Activity(
        at(words, 1),
        at(words, 2),
        words[3].equals("L"),
        at(words, 4),
        at(words, 5),
        valued ? at(words, 6) : 0,
        valued ? at(words, 7) : 0,
        after);
  }

  private static int at(String[] words, int index) {
    return Integer.parseInt(words[index]);
  }
}
