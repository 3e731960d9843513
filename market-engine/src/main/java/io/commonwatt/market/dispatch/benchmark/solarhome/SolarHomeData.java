package io.commonwatt.market.dispatch.benchmark.solarhome;

import io.commonwatt.market.dispatch.benchmark.BenchmarkDataException;
import io.commonwatt.market.dispatch.benchmark.CsvColumns;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The solar home of the control bench of P. Haessig: customer 12 of Ausgrid, half-hourly, its PV
 * scaled to 4 kWp. Immutable, thread-safe.
 */
public final class SolarHomeData {

  /** The file in the data set's folder. */
  public static final String FILE = "customer12_2011-2012.csv.gz";

  /** Steps of a day. */
  public static final int STEPS_PER_DAY = 48;

  /** Length of a step, h. */
  public static final double STEP_HOURS = 0.5;

  /** Battery of the bench, without losses and power limit, kWh. */
  public static final double CAPACITY_KWH = 8;

  /** Most energy from the grid in a step at the subscribed 3 kW. */
  public static final double GRID_KWH = 3 * STEP_HOURS;

  /** First day of the test, and its length in days. */
  public static final String TEST_DAY = "2011-11-29";

  public static final int TEST_DAYS = 30;

  private static final double PHOTOVOLTAIC_KW = 4;
  private static final double METERED_KW = 1.04;
  private static final int NIGHT_HOURS = 6;
  private static final double NIGHT_PRICE = 0.1;
  private static final double DAY_PRICE = 0.2;

  private final double[] loadKw;
  private final double[] sunKw;
  private final int testStart;

  private SolarHomeData(double[] loadKw, double[] sunKw, int testStart) {
    this.loadKw = loadKw;
    this.sunKw = sunKw;
    this.testStart = testStart;
  }

  /** Reads the data set's folder. */
  public static SolarHomeData read(Path folder) throws IOException {
    CsvColumns table = CsvColumns.read(folder.resolve(FILE));
    double[] sunKw = table.numbers("GG");
    for (int step = 0; step < sunKw.length; step++) {
      sunKw[step] *= PHOTOVOLTAIC_KW / METERED_KW;
    }
    int start = table.texts("").indexOf(TEST_DAY + " 00:00:00");
    if (start < 0 || sunKw.length < start + TEST_DAYS * STEPS_PER_DAY) {
      throw new BenchmarkDataException(
          "File " + folder.resolve(FILE) + " does not hold " + TEST_DAYS + " days from " + TEST_DAY,
          "copy the data set whole");
    }
    return new SolarHomeData(table.numbers("GC"), sunKw, start);
  }

  /** First step of the test. */
  public int testStart() {
    return testStart;
  }

  /** First step after the test. */
  public int testEnd() {
    return testStart + TEST_DAYS * STEPS_PER_DAY;
  }

  public double loadKwh(int step) {
    return loadKw[step] * STEP_HOURS;
  }

  /** PV energy if none is curtailed, kWh. */
  public double sunKwh(int step) {
    return sunKw[step] * STEP_HOURS;
  }

  /** Load less PV, kWh. */
  public double netKwh(int step) {
    return loadKwh(step) - sunKwh(step);
  }

  /** Price of grid energy, €/kWh: .10 from 0 to 6 h, else .20; export is worth nothing. */
  public static double pricePerKwh(int step) {
    return step % STEPS_PER_DAY < NIGHT_HOURS / STEP_HOURS ? NIGHT_PRICE : DAY_PRICE;
  }
}
