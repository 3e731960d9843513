package io.commonwatt.ingestion.door.dataset;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.contracts.reading.Unit;
import io.commonwatt.ingestion.door.csv.ExactDecimal;
import io.commonwatt.ingestion.door.csv.UnreadableException;
import io.commonwatt.ingestion.door.intake.Rejections;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Readings of ideal-homes: mean watts as sent, and the seeded PV of homes that have it. */
final class IdealHomesMeters {

  private static final int SECONDS = 3600;
  private static final int MIN_POWER_OF_TEN = -12;
  private static final int MAX_POWER_OF_TEN = 9;

  private final IdealHomesTable table;
  private final String importId;
  private final String simulatedImportId;
  private final List<UsagePoint> points;
  private final Map<String, SeededPlants> plants;
  private final Rejections rejections;

  IdealHomesMeters(
      IdealHomesTable table,
      String importId,
      Registry registry,
      Map<String, SeededPlants> plants,
      long seed,
      Rejections rejections) {
    this.table = table;
    this.importId = importId;
    this.simulatedImportId = "simulated-pv@" + seed;
    this.points = registry.listUsagePoints();
    this.plants = plants;
    this.rejections = rejections;
  }

  /** The readings of the hour that starts then, known at its end. An empty cell is no reading. */
  void listHour(Instant start, Consumer<Travelling> records) {
    Instant knownAt = start.plusSeconds(SECONDS);
    IdealHomesTable.Row row = table.findRow(start);
    for (UsagePoint point : points) {
      if (row != null) {
        listCell(point, row, start, knownAt, records);
      }
      SeededPlants plant = plants.get(point.id());
      if (plant != null) {
        long hour = Duration.between(Instant.EPOCH, start).toHours();
        long sequence = hour * table.width() + table.column(point.id());
        ExactDecimal energyWh = new ExactDecimal(plant.generationWh(start), 0);
        records.accept(
            reading(
                simulatedImportId,
                sequence,
                point,
                Channel.GENERATION,
                start,
                energyWh,
                Unit.WATT_HOUR,
                knownAt));
      }
    }
  }

  private void listCell(
      UsagePoint point,
      IdealHomesTable.Row row,
      Instant start,
      Instant knownAt,
      Consumer<Travelling> records) {
    int column = table.column(point.id());
    if (column >= row.cells().length || row.cells()[column].isEmpty()) {
      return;
    }
    String cell = row.cells()[column];
    boolean cut = !row.line().terminated() && column == row.cells().length - 1;
    try {
      if (cut) {
        throw new UnreadableException(
            "file-truncated", "File ends within this cell; copy it again");
      }
      ExactDecimal watts =
          ExactDecimal.parse(cell, point.id()).within(MIN_POWER_OF_TEN, MAX_POWER_OF_TEN);
      long sequence = row.line().number() * table.width() + column;
      records.accept(
          reading(
              importId, sequence, point, Channel.CONSUMPTION, start, watts, Unit.WATT, knownAt));
    } catch (UnreadableException problem) {
      records.accept(
          rejections.reject(
              problem.rule(),
              problem.getMessage(),
              table.file() + ':' + row.line().number() + ':' + point.id(),
              true,
              cell.getBytes(StandardCharsets.UTF_8),
              knownAt));
    }
  }

  private static RawReading reading(
      String importId,
      long sequence,
      UsagePoint point,
      Channel channel,
      Instant start,
      ExactDecimal value,
      Unit unit,
      Instant knownAt) {
    return new RawReading(
        IdealHomesSource.NAME,
        importId,
        sequence,
        point.id(),
        channel,
        start,
        SECONDS,
        value.mantissa(),
        value.powerOfTen(),
        unit,
        0L,
        "",
        knownAt,
        point.placement());
  }
}
