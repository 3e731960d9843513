package io.commonwatt.market.dispatch.benchmark.citylearn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Writes small phases in the challenge's files. */
final class CityLearnFolder {

  private CityLearnFolder() {}

  /**
   * Random homes.
   *
   * @param changedFrom from this hour on load, PV and carbon are drawn from another seed
   */
  static Path random(Path folder, int homes, int hours, long seed, int changedFrom)
      throws IOException {
    Files.createDirectories(folder);
    StringBuilder schema = new StringBuilder("{\"buildings\": {");
    for (int home = 1; home <= homes; home++) {
      schema.append(home > 1 ? ", " : "").append(building(home));
      Files.writeString(
          folder.resolve("Building_" + home + ".csv"), home(home, hours, seed, changedFrom));
    }
    Files.writeString(folder.resolve("schema.json"), schema.append("}}"));
    StringBuilder price = new StringBuilder("electricity_pricing\n");
    StringBuilder carbon = new StringBuilder("carbon_intensity\n");
    SplittableRandom random = new SplittableRandom(seed);
    SplittableRandom other = new SplittableRandom(seed + 1);
    for (int hour = 0; hour < hours; hour++) {
      price.append(hour % 24 >= 16 && hour % 24 < 21 ? 0.5 : 0.2).append('\n');
      double one = 0.1 + 0.1 * random.nextDouble();
      double two = 0.1 + 0.1 * other.nextDouble();
      carbon.append(hour < changedFrom ? one : two).append('\n');
    }
    Files.writeString(folder.resolve("pricing.csv"), price);
    Files.writeString(folder.resolve("carbon_intensity.csv"), carbon);
    return folder;
  }

  /** The first hours of a real phase. */
  static Path first(Path phase, Path folder, int hours) throws IOException {
    Files.createDirectories(folder);
    try (var files = Files.list(phase)) {
      for (Path file : files.toList()) {
        List<String> lines = Files.readAllLines(file);
        boolean table = file.toString().endsWith(".csv");
        Files.write(
            folder.resolve(file.getFileName()), table ? lines.subList(0, hours + 1) : lines);
      }
    }
    return folder;
  }

  private static String building(int home) {
    return String.format(
        Locale.ROOT,
        "\"Building_%d\": {\"include\": true, \"energy_simulation\": \"Building_%d.csv\","
            + " \"pricing\": \"pricing.csv\", \"carbon_intensity\": \"carbon_intensity.csv\","
            + " \"electrical_storage\": {\"attributes\": {\"capacity\": 6.4, \"nominal_power\": 5.0}},"
            + " \"pv\": {\"attributes\": {\"nominal_power\": 4.0}}}",
        home,
        home);
  }

  private static String home(int home, int hours, long seed, int changedFrom) {
    StringBuilder rows = new StringBuilder("hour,day_type,non_shiftable_load,solar_generation\n");
    SplittableRandom random = new SplittableRandom(seed * 31 + home);
    SplittableRandom other = new SplittableRandom(seed * 31 + home + 1_000);
    for (int hour = 0; hour < hours; hour++) {
      int hourOfDay = (hour + 23) % 24;
      double noise = random.nextDouble();
      double otherNoise = other.nextDouble();
      double chance = hour < changedFrom ? noise : otherNoise;
      double load = 0.3 + (hourOfDay > 16 ? 1.5 : 0.5) * chance;
      double sun =
          Math.max(0, 700 * Math.sin(Math.PI * (hourOfDay - 6) / 12)) * (0.4 + 0.6 * chance);
      rows.append(hourOfDay == 0 ? 24 : hourOfDay)
          .append(',')
          .append(1 + hour / 24 % 7)
          .append(',');
      rows.append(load).append(',').append(sun).append('\n');
    }
    return rows.toString();
  }
}
