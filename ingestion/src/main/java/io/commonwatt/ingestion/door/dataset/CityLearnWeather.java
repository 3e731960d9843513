package io.commonwatt.ingestion.door.dataset;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.weather.WeatherForecast;
import io.commonwatt.contracts.weather.WeatherObserved;
import io.commonwatt.ingestion.door.csv.Cells;
import io.commonwatt.ingestion.door.csv.Line;
import io.commonwatt.ingestion.door.csv.UnreadableException;
import io.commonwatt.ingestion.door.intake.Rejections;
import io.commonwatt.ingestion.simulator.ForecastingOffice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * Weather of a phase. A row's columns become known together at its end. What its predictions say,
 * 6, 12 and 24 hours ahead, is put together every six hours into a forecast of the next 24 hours:
 * for each hour the latest prediction published by then; where the first rows have none yet, values
 * in between are interpolated.
 */
final class CityLearnWeather {

  private static final int SECONDS = 3600;
  private static final int HOURS_AHEAD = 24;
  private static final int[] LEADS = {6, 12, 24};
  private static final String TEMPERATURE = "outdoor_dry_bulb_temperature";
  private static final String DIFFUSE = "diffuse_solar_irradiance";
  private static final String DIRECT = "direct_solar_irradiance";
  private static final double[] UNREADABLE = {Double.NaN, Double.NaN, Double.NaN, Double.NaN};

  private final DataTable table;
  private final Rejections rejections;
  private final UnreadableException[] problems;
  private final double[][] temperatureC;
  private final double[][] irradianceWPerM2;

  CityLearnWeather(DataTable table, Rejections rejections) {
    this.table = table;
    this.rejections = rejections;
    int rows = table.lines().size();
    this.problems = new UnreadableException[rows];
    this.temperatureC = new double[rows][];
    this.irradianceWPerM2 = new double[rows][];
    int[] temperature = columns(TEMPERATURE);
    int[] diffuse = columns(DIFFUSE);
    int[] direct = columns(DIRECT);
    for (int row = 0; row < rows; row++) {
      try {
        String[] cells = table.cells(table.lines().get(row));
        double[] degrees = new double[temperature.length];
        double[] watts = new double[temperature.length];
        for (int i = 0; i < temperature.length; i++) {
          degrees[i] = Cells.number(cells[temperature[i]], TEMPERATURE);
          watts[i] =
              Cells.number(cells[diffuse[i]], DIFFUSE) + Cells.number(cells[direct[i]], DIRECT);
        }
        temperatureC[row] = degrees;
        irradianceWPerM2[row] = watts;
      } catch (UnreadableException problem) {
        problems[row] = problem;
        temperatureC[row] = UNREADABLE;
        irradianceWPerM2[row] = UNREADABLE;
      }
    }
  }

  /** What was measured in a row, or its rejection. */
  void listObserved(int row, Instant end, Consumer<Travelling> records) {
    if (row >= problems.length) {
      return;
    }
    if (problems[row] != null) {
      Line line = table.lines().get(row);
      records.accept(
          rejections.reject(
              problems[row].rule(),
              problems[row].getMessage(),
              table.reference(line),
              false,
              line.bytes(),
              end));
      return;
    }
    records.accept(
        new WeatherObserved(
            CityLearnRegistry.PLACE,
            end.minusSeconds(SECONDS),
            SECONDS,
            temperatureC[row][0],
            irradianceWPerM2[row][0],
            end));
  }

  /** The forecast issued at that hour, if one is. */
  void listForecast(int row, Instant issued, Consumer<Travelling> records) {
    long hour = Duration.between(Instant.EPOCH, issued).toHours();
    if (row < 0 || hour % ForecastingOffice.HOURS_BETWEEN_ISSUES != 0) {
      return;
    }
    List<Double> degrees = ahead(temperatureC, row);
    List<Double> watts = ahead(irradianceWPerM2, row);
    if (!degrees.isEmpty() && !watts.isEmpty()) {
      records.accept(
          new WeatherForecast(
              CityLearnRegistry.PLACE, issued, issued, SECONDS, degrees, watts, issued));
    }
  }

  /** Values of the hours after a row as known at its end; empty when nothing is known. */
  private static List<Double> ahead(double[][] rows, int row) {
    double[] values = new double[HOURS_AHEAD + 1];
    values[0] = at(rows, row, 0);
    for (int lead = 1; lead <= HOURS_AHEAD; lead++) {
      values[lead] = Double.NaN;
      for (int i = 0; i < LEADS.length && Double.isNaN(values[lead]); i++) {
        if (lead <= LEADS[i]) {
          values[lead] = at(rows, row + lead - LEADS[i], i + 1);
        }
      }
    }
    return Gaps.filled(values, 1);
  }

  private static double at(double[][] rows, int row, int column) {
    return row < 0 || row >= rows.length ? Double.NaN : rows[row][column];
  }

  private int[] columns(String name) {
    int[] columns = new int[LEADS.length + 1];
    columns[0] = table.getColumn(name);
    for (int i = 1; i < columns.length; i++) {
      columns[i] = table.getColumn(name + "_predicted_" + i);
    }
    return columns;
  }
}
