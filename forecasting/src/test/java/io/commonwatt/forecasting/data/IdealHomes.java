package io.commonwatt.forecasting.data;

import io.commonwatt.contracts.community.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Homes of the IDEAL data set, hourly. */
public final class IdealHomes {

  private static final Place EDINBURGH = new Place("Edinburgh", 55.95, -3.19);

  private IdealHomes() {}

  /** The first homes, after {@code skip}, with at least 95 % of the span. */
  public static TestCommunity load(Path folder, Instant from, int days, int homes, int skip)
      throws IOException {
    List<String> lines = SharedData.lines(folder.resolve("electricity_W_hourly_wide.csv.gz"));
    String[] names = lines.get(0).split(",", -1);
    int hours = days * 24;
    double[][] energies = new double[names.length][hours];
    for (double[] own : energies) {
      Arrays.fill(own, Double.NaN);
    }
    for (String line : lines.subList(1, lines.size())) {
      Instant at = Instant.parse(line.substring(0, 16) + ":00Z");
      long hour = Duration.between(from, at).toHours();
      if (hour >= 0 && hour < hours) {
        String[] cells = line.split(",", -1);
        for (int i = 1; i < cells.length; i++) {
          if (!cells[i].isEmpty()) {
            energies[i][(int) hour] = Double.parseDouble(cells[i]);
          }
        }
      }
    }
    List<TestCommunity.Home> chosen = new ArrayList<>();
    int skipped = 0;
    for (int i = 1; i < names.length && chosen.size() < homes; i++) {
      long known = Arrays.stream(energies[i]).filter(e -> !Double.isNaN(e)).count();
      if (known >= 0.95 * hours && skipped++ >= skip) {
        chosen.add(new TestCommunity.Home(names[i], energies[i], null, 0));
      }
    }
    return new TestCommunity(EDINBURGH, ZoneId.of("Europe/London"), from, 3600).add(chosen);
  }
}
