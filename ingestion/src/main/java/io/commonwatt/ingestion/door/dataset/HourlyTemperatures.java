package io.commonwatt.ingestion.door.dataset;

import io.commonwatt.contracts.reading.Rejection;
import io.commonwatt.ingestion.door.csv.Cells;
import io.commonwatt.ingestion.door.csv.Line;
import io.commonwatt.ingestion.door.csv.UnreadableException;
import io.commonwatt.ingestion.door.intake.Rejections;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Hourly temperatures of one location; their clock is read as UTC. */
final class HourlyTemperatures {

  private static final int HOURS = 24;
  private static final int SECONDS = 3600;

  private final Map<Instant, Double> byHour = new HashMap<>();

  /** Reads a location's file; what cannot be read is rejected as known at {@code from}. */
  static HourlyTemperatures read(
      Path folder, String location, Rejections rejections, Instant from, List<Rejection> problems)
      throws IOException {
    DataTable table =
        DataTable.read(folder, "weather/hourly_temperatures_" + location + ".csv.gz", ',');
    int time = table.getColumn("timestamp");
    int temperature = table.getColumn("temperature");
    HourlyTemperatures temperatures = new HourlyTemperatures();
    for (Line line : table.lines()) {
      try {
        String[] cells = table.cells(line);
        Instant hour = Cells.instant(cells[time].replace(' ', 'T') + 'Z', "timestamp");
        temperatures.byHour.put(hour, Cells.number(cells[temperature].trim(), "temperature"));
      } catch (UnreadableException problem) {
        problems.add(
            rejections.reject(
                problem.rule(),
                problem.getMessage(),
                table.reference(line),
                false,
                line.bytes(),
                from));
      }
    }
    table.findDamage(rejections, from).ifPresent(problems::add);
    return temperatures;
  }

  /** Temperature of an hour, °C, or null where there is none. */
  Double find(Instant start) {
    return byHour.get(start);
  }

  /** Highest and lowest temperature of a day, °C, or null where hours are missing. */
  double[] findExtremes(LocalDate day) {
    double highest = Double.NEGATIVE_INFINITY;
    double lowest = Double.POSITIVE_INFINITY;
    Instant midnight = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    for (int hour = 0; hour < HOURS; hour++) {
      Double value = byHour.get(midnight.plusSeconds((long) hour * SECONDS));
      if (value == null) {
        return null;
      }
      highest = StrictMath.max(highest, value);
      lowest = StrictMath.min(lowest, value);
    }
    return new double[] {highest, lowest};
  }
}
