package io.commonwatt.market.dispatch.benchmark.citylearn;

import io.commonwatt.market.dispatch.benchmark.BenchmarkDataException;
import io.commonwatt.market.dispatch.benchmark.CsvColumns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * One phase of the CityLearn 2022 challenge: homes with load and PV, one price, one carbon
 * intensity, hourly. Immutable, thread-safe. The weather files are not read: their {@code
 * predicted} columns hold exact future values, and they belong to another year than the PV.
 */
public final class CityLearnData {

  /** The file that describes a phase. */
  public static final String SCHEMA_FILE = "schema.json";

  private static final String PREFIX = "Building_";
  private static final double WATTS_PER_KILOWATT = 1000;
  private static final int HOURS_PER_DAY = 24;

  private final List<String> homes;
  private final double[][] loadKwh;
  private final double[][] solarKwh;
  private final double[] solarKw;
  private final double[] pricePerKwh;
  private final double[] carbonKgPerKwh;
  private final int[] hourOfDay;
  private final int[] dayType;

  private CityLearnData(List<Home> homes, Path folder) throws IOException {
    this.homes = homes.stream().map(Home::name).toList();
    loadKwh = new double[homes.size()][];
    solarKwh = new double[homes.size()][];
    solarKw = new double[homes.size()];
    for (int index = 0; index < homes.size(); index++) {
      Home home = homes.get(index);
      CsvColumns table = CsvColumns.read(folder.resolve(home.file()));
      loadKwh[index] = table.numbers("non_shiftable_load");
      solarKw[index] = home.solarKw();
      solarKwh[index] = table.numbers("solar_generation");
      for (int hour = 0; hour < solarKwh[index].length; hour++) {
        solarKwh[index][hour] *= home.solarKw() / WATTS_PER_KILOWATT;
      }
    }
    CsvColumns calendar = CsvColumns.read(folder.resolve(homes.get(0).file()));
    hourOfDay = integers(calendar.numbers("hour"));
    for (int hour = 0; hour < hourOfDay.length; hour++) {
      hourOfDay[hour] %= HOURS_PER_DAY;
    }
    dayType = integers(calendar.numbers("day_type"));
    pricePerKwh =
        CsvColumns.read(folder.resolve(homes.get(0).pricing())).numbers("electricity_pricing");
    carbonKgPerKwh =
        CsvColumns.read(folder.resolve(homes.get(0).carbon())).numbers("carbon_intensity");
    requireOneLength(folder);
  }

  private record Home(String name, String file, String pricing, String carbon, double solarKw) {}

  /** Reads a phase's folder: {@code schema.json} and the files it names. */
  public static CityLearnData read(Path folder) throws IOException {
    Path schema = folder.resolve(SCHEMA_FILE);
    if (!Files.isRegularFile(schema)) {
      throw new BenchmarkDataException(
          "Folder " + folder + " has no " + SCHEMA_FILE,
          "name the folder of a CityLearn 2022 phase, or the folder above its phases");
    }
    return new CityLearnData(homes(schema), folder);
  }

  public List<String> homes() {
    return homes;
  }

  public int hours() {
    return pricePerKwh.length;
  }

  public double loadKwh(int home, int hour) {
    return loadKwh[home][hour];
  }

  public double solarKwh(int home, int hour) {
    return solarKwh[home][hour];
  }

  /** Nominal power of a home's PV, kW. */
  public double solarKw(int home) {
    return solarKw[home];
  }

  /** Load less PV, kWh. */
  public double netKwh(int home, int hour) {
    return loadKwh[home][hour] - solarKwh[home][hour];
  }

  /** Tariff, $/kWh. */
  public double pricePerKwh(int hour) {
    return pricePerKwh[hour];
  }

  public double carbonKgPerKwh(int hour) {
    return carbonKgPerKwh[hour];
  }

  /** Hour of the day, 0 to 23; the file's hour 24 is 0. */
  public int hourOfDay(int hour) {
    return hourOfDay[hour];
  }

  /** Day of the week, 1 is Monday, 8 a holiday. */
  public int dayType(int hour) {
    return dayType[hour];
  }

  /** Net energy of every home and hour without a battery, kWh. */
  public double[][] netWithoutStorageKwh() {
    double[][] net = new double[homes.size()][hours()];
    for (int home = 0; home < net.length; home++) {
      for (int hour = 0; hour < hours(); hour++) {
        net[home][hour] = netKwh(home, hour);
      }
    }
    return net;
  }

  private void requireOneLength(Path folder) {
    boolean same = pricePerKwh.length > 0 && pricePerKwh.length == carbonKgPerKwh.length;
    for (double[] load : loadKwh) {
      same &= load.length == pricePerKwh.length;
    }
    if (!same) {
      throw new BenchmarkDataException(
          "Folder " + folder + ": its files have different numbers of hours",
          "copy the data set whole");
    }
  }

  private static List<Home> homes(Path schema) throws IOException {
    List<Home> homes = new ArrayList<>();
    try {
      // JSON is a subset of what this reads.
      Object content =
          new Load(LoadSettings.builder().build())
              .loadFromString(Files.readString(schema, StandardCharsets.UTF_8));
      for (Map.Entry<?, ?> building : map(map(content).get("buildings")).entrySet()) {
        Map<?, ?> values = map(building.getValue());
        if (!Boolean.FALSE.equals(values.get("include"))) {
          homes.add(home(String.valueOf(building.getKey()), values));
        }
      }
      homes.sort(
          Comparator.comparingInt(home -> Integer.parseInt(home.name().replace(PREFIX, ""))));
    } catch (YamlEngineException
        | ClassCastException
        | NullPointerException
        | NumberFormatException e) {
      throw new BenchmarkDataException(
          "File " + schema + ": " + e.getMessage(), "copy the data set whole");
    }
    if (homes.isEmpty()) {
      throw new BenchmarkDataException(
          "File " + schema + " names no building", "copy the data set whole");
    }
    return homes;
  }

  private static Home home(String name, Map<?, ?> values) {
    requireChallengeBattery(name, map(map(values.get("electrical_storage")).get("attributes")));
    return new Home(
        name,
        String.valueOf(values.get("energy_simulation")),
        String.valueOf(values.get("pricing")),
        String.valueOf(values.get("carbon_intensity")),
        number(map(map(values.get("pv")).get("attributes")).get("nominal_power")));
  }

  private static void requireChallengeBattery(String name, Map<?, ?> battery) {
    if (number(battery.get("capacity")) != CityLearnBattery.CAPACITY_KWH
        || number(battery.get("nominal_power")) != CityLearnBattery.POWER_KW) {
      throw new BenchmarkDataException(
          name + " has another battery than the challenge's 6.4 kWh, 5 kW",
          "use the data of the 2022 challenge");
    }
  }

  private static int[] integers(double[] numbers) {
    int[] integers = new int[numbers.length];
    for (int index = 0; index < numbers.length; index++) {
      integers[index] = (int) numbers[index];
    }
    return integers;
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }

  private static Map<?, ?> map(Object value) {
    return value == null ? Map.of() : (Map<?, ?>) value;
  }
}
