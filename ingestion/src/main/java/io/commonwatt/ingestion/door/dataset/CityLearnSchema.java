package io.commonwatt.ingestion.door.dataset;

import io.commonwatt.ingestion.door.DoorException;
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

/** What {@code schema.json} of a phase says about its homes. */
record CityLearnSchema(List<Home> homes) {

  private static final String PREFIX = "Building_";

  /**
   * A home.
   *
   * @param number as in {@code Building_<number>}
   * @param photovoltaicKw nominal power of the PV, kW
   * @param batteryKwh capacity, kWh
   * @param batteryKw nominal power, kW
   */
  record Home(
      int number,
      String file,
      String weatherFile,
      String pricingFile,
      String carbonFile,
      double photovoltaicKw,
      double batteryKwh,
      double batteryKw) {

    /** Usage point and meter. */
    String id() {
      return "building-" + number;
    }
  }

  static CityLearnSchema read(Path folder) throws IOException {
    Path file = folder.resolve(CityLearnSource.SCHEMA_FILE);
    try {
      // JSON is a subset of what this reads.
      Object content =
          new Load(LoadSettings.builder().build())
              .loadFromString(Files.readString(file, StandardCharsets.UTF_8));
      List<Home> homes = new ArrayList<>();
      for (Map.Entry<?, ?> building : map(map(content).get("buildings")).entrySet()) {
        Map<?, ?> values = map(building.getValue());
        if (!Boolean.FALSE.equals(values.get("include"))) {
          homes.add(home(String.valueOf(building.getKey()), values));
        }
      }
      homes.sort(Comparator.comparingInt(Home::number));
      if (!homes.isEmpty()) {
        return new CityLearnSchema(homes);
      }
    } catch (YamlEngineException | ClassCastException | NumberFormatException e) {
      throw new DoorException(
          "schema-invalid", "File " + file + ": " + e.getMessage(), "copy the data set whole");
    }
    throw new DoorException(
        "schema-invalid", "File " + file + " names no building", "copy the data set whole");
  }

  private static Home home(String name, Map<?, ?> values) {
    Map<?, ?> battery = map(map(values.get("electrical_storage")).get("attributes"));
    Map<?, ?> photovoltaics = map(map(values.get("pv")).get("attributes"));
    return new Home(
        Integer.parseInt(name.replace(PREFIX, "")),
        String.valueOf(values.get("energy_simulation")),
        String.valueOf(values.get("weather")),
        String.valueOf(values.get("pricing")),
        String.valueOf(values.get("carbon_intensity")),
        number(photovoltaics.get("nominal_power")),
        number(battery.get("capacity")),
        number(battery.get("nominal_power")));
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }

  private static Map<?, ?> map(Object value) {
    return value == null ? Map.of() : (Map<?, ?>) value;
  }
}
