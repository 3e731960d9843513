package io.commonwatt.ingestion.door.dataset;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.contracts.reading.Unit;
import io.commonwatt.ingestion.door.csv.ExactDecimal;
import io.commonwatt.ingestion.door.csv.Line;
import io.commonwatt.ingestion.door.csv.UnreadableException;
import io.commonwatt.ingestion.door.intake.FileHash;
import io.commonwatt.ingestion.door.intake.Rejections;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * The table of one building. Load is in kWh; PV is in W per kW of nominal power, which makes
 * nominal power × value / 1000 kWh. Both are exact to 10⁻¹² Wh.
 */
final class CityLearnBuilding {

  private static final int SECONDS = 3600;
  private static final int KWH_TENS = 3;
  private static final int MIN_POWER_OF_TEN = -12;
  private static final int MAX_POWER_OF_TEN = 9;
  private static final int CHANNELS = 2;

  private final String source;
  private final String importId;
  private final String meter;
  private final String placement;
  private final long photovoltaicW;
  private final DataTable table;
  private final int loadColumn;
  private final int solarColumn;
  private final Rejections rejections;

  private CityLearnBuilding(
      String source,
      String importId,
      CityLearnSchema.Home home,
      DataTable table,
      Registry registry,
      Rejections rejections) {
    this.source = source;
    this.importId = importId;
    this.meter = home.id();
    this.placement = registry.placementOfMeter(home.id());
    this.photovoltaicW = (long) StrictMath.rint(home.photovoltaicKw() * 1000);
    this.table = table;
    this.loadColumn = table.getColumn("non_shiftable_load");
    this.solarColumn = table.getColumn("solar_generation");
    this.rejections = rejections;
  }

  static CityLearnBuilding of(
      Path folder,
      String source,
      CityLearnSchema.Home home,
      DataTable table,
      Registry registry,
      Rejections rejections)
      throws IOException {
    String importId = FileHash.importId(folder, home.file());
    return new CityLearnBuilding(source, importId, home, table, registry, rejections);
  }

  /** The readings of a row, or rejections of what cannot be read; nothing where it is missing. */
  void listRow(int row, Instant end, Consumer<Travelling> records) {
    if (row >= table.lines().size()) {
      return;
    }
    Line line = table.lines().get(row);
    String[] cells;
    try {
      cells = table.cells(line);
    } catch (UnreadableException problem) {
      records.accept(reject(problem, line, "", end));
      return;
    }
    for (Channel channel : new Channel[] {Channel.CONSUMPTION, Channel.GENERATION}) {
      try {
        records.accept(reading(channel, cells, line, end));
      } catch (UnreadableException problem) {
        records.accept(reject(problem, line, ":" + channel.code(), end));
      }
    }
  }

  private RawReading reading(Channel channel, String[] cells, Line line, Instant end)
      throws UnreadableException {
    ExactDecimal wattHours =
        channel == Channel.CONSUMPTION
            ? ExactDecimal.parse(cells[loadColumn], "non_shiftable_load").shifted(KWH_TENS)
            : ExactDecimal.parse(cells[solarColumn], "solar_generation")
                .times(photovoltaicW)
                .shifted(-KWH_TENS);
    ExactDecimal fitting = wattHours.within(MIN_POWER_OF_TEN, MAX_POWER_OF_TEN);
    return new RawReading(
        source,
        importId,
        line.number() * CHANNELS + (channel == Channel.CONSUMPTION ? 0 : 1),
        meter,
        channel,
        end.minusSeconds(SECONDS),
        SECONDS,
        fitting.mantissa(),
        fitting.powerOfTen(),
        Unit.WATT_HOUR,
        0L,
        "",
        end,
        placement);
  }

  private Travelling reject(UnreadableException problem, Line line, String cell, Instant knownAt) {
    return rejections.reject(
        problem.rule(),
        problem.getMessage(),
        table.reference(line) + cell,
        true,
        line.bytes(),
        knownAt);
  }
}
