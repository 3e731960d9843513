package io.commonwatt.streams.sums;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.contracts.grid.AggregatedMeasure;
import io.commonwatt.contracts.reading.Origin;
import io.commonwatt.contracts.reading.Quality;
import io.commonwatt.contracts.reading.ValidatedReading;
import io.commonwatt.streams.Outcome;
import io.commonwatt.streams.RandomScene;
import io.commonwatt.streams.Scene;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The sums that hold are the naive sums of the rows that hold. */
class SumsProperties {
  private static final int DAYS = 9;

  /** A sum as it should be; whether it leaves depends on completeness and time. */
  private static final class Sum {
    private long energyWh;
    private int present;
    private int estimated;

    void add(ValidatedReading row) {
      energyWh += row.energyWh();
      present += row.origin() == Origin.MEASURED ? 1 : 0;
      boolean fills = row.origin() == Origin.ESTIMATED && row.quality() != Quality.MISSING;
      estimated += fills ? 1 : 0;
    }

    String text(int expected) {
      return energyWh + " of " + expected + " present " + present + " estimated " + estimated;
    }
  }

  @Property(tries = 12)
  void shouldEqualTheNaiveSumsOfTheRowsThatHold(@ForAll long seed, @ForAll boolean midRun) {
    Scene scene = RandomScene.of(seed);
    Instant through = midRun ? Scene.time("05-06T13:00") : RandomScene.through(DAYS);
    Outcome outcome = scene.run(through);

    Map<String, String> naive = new TreeMap<>();
    add(scene, outcome, through, "COMMUNITY|c-1", List.of("h-0", "h-1", "h-2", "h-3"), naive);
    add(scene, outcome, through, "FEEDER|f-1", List.of("h-0", "h-1"), naive);
    add(scene, outcome, through, "FEEDER|f-2", List.of("h-2", "h-3"), naive);
    Map<String, String> sums = new TreeMap<>();
    for (AggregatedMeasure sum : outcome.sums().values()) {
      sums.put(
          sum.id(),
          sum.energyWh()
              + " of "
              + sum.expected()
              + " present "
              + sum.present()
              + " estimated "
              + sum.estimated());
    }
    assertThat(sums).isEqualTo(naive);
  }

  private static void add(
      Scene scene,
      Outcome outcome,
      Instant through,
      String group,
      List<String> members,
      Map<String, String> naive) {
    Map<String, Sum> sums = new TreeMap<>();
    Map<String, ValidatedReading> samples = new TreeMap<>();
    for (ValidatedReading row : outcome.rows().values()) {
      if (members.contains(row.usagePoint())) {
        String id = group + row.id().substring(row.usagePoint().length());
        sums.computeIfAbsent(id, key -> new Sum()).add(row);
        samples.put(id, row);
      }
    }
    sums.forEach(
        (id, sum) -> {
          int expected = expected(scene.registry(), members, samples.get(id));
          boolean declared =
              !samples.get(id).end().plus(scene.settings().absenceDelay()).isAfter(through);
          if (declared || sum.present + sum.estimated == expected) {
            naive.put(id, sum.text(expected));
          }
        });
  }

  private static int expected(Registry registry, List<String> members, ValidatedReading row) {
    int count = 0;
    for (String member : members) {
      UsagePoint point = registry.findUsagePoint(member).orElseThrow();
      boolean same =
          point.channels().contains(row.channel())
              && point.intervalSeconds() == row.lengthSeconds();
      boolean installed =
          registry.file().meterInstallations().stream()
              .anyMatch(
                  installation ->
                      installation.usagePoint().equals(member)
                          && !row.start().isBefore(installation.from())
                          && row.start().isBefore(installation.to()));
      count += same && installed ? 1 : 0;
    }
    return count;
  }
}
