package io.commonwatt.streams.vee;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.reading.Origin;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.contracts.reading.ReadingException;
import io.commonwatt.contracts.reading.ReadingException.Fate;
import io.commonwatt.contracts.reading.Rejection;
import io.commonwatt.contracts.reading.ValidatedReading;
import io.commonwatt.streams.Outcome;
import io.commonwatt.streams.RandomScene;
import io.commonwatt.streams.Scene;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Random faults against the naive twin. jqwik prints the seed of a failure. */
class FateProperties {
  private static final int DAYS = 9;

  @Property(tries = 25)
  void shouldGiveEveryReadingOneFateAndEveryIntervalTheTwinsRow(@ForAll long seed) {
    Scene scene = RandomScene.of(seed);
    Outcome outcome = scene.run(RandomScene.through(DAYS));
    NaiveVee twin = new NaiveVee(scene.registry(), scene.settings(), scene.inputs());

    assertThat(fates(scene, outcome)).isEqualTo(twin.fates());
    assertThat(difference(measured(outcome), twin.rows())).isEmpty();
    long accepted = twin.fates().values().stream().filter("accepted"::equals).count();
    assertThat(measured(outcome)).hasSize((int) accepted);
  }

  @Property(tries = 10)
  void shouldGiveTheSameRowsWhateverTheOrderOfArrival(
      @ForAll long seed, @ForAll long arrival, @ForAll long other) {
    Outcome one = RandomScene.of(seed, arrival, false, DAYS).run(RandomScene.through(DAYS));
    Outcome two = RandomScene.of(seed, other, false, DAYS).run(RandomScene.through(DAYS));

    assertThat(difference(measured(one), measured(two))).isEmpty();
  }

  /** What one says and the other does not: short enough to be read. */
  static List<String> difference(Map<String, String> one, Map<String, String> two) {
    TreeSet<String> keys = new TreeSet<>(one.keySet());
    keys.addAll(two.keySet());
    return keys.stream()
        .filter(key -> !Objects.equals(one.get(key), two.get(key)))
        .map(key -> key + ": " + one.get(key) + " <> " + two.get(key))
        .toList();
  }

  /** Fate of each published reading by what left; fails when one has two. */
  private static Map<String, String> fates(Scene scene, Outcome outcome) {
    Map<String, String> fates = new TreeMap<>();
    for (ReadingException exception : outcome.exceptions()) {
      if (exception.fate() == Fate.DUPLICATE || exception.fate() == Fate.SUPERSEDED) {
        assertThat(fates.put(exception.rawId(), exception.rule())).isNull();
      }
    }
    for (Rejection rejection : outcome.rejections()) {
      if (rejection.reading()) {
        assertThat(fates.put(rejection.reference(), rejection.rule())).isNull();
      }
    }
    for (Travelling input : scene.inputs()) {
      if (input instanceof RawReading reading) {
        fates.putIfAbsent(reading.id(), "accepted");
      }
    }
    return fates;
  }

  static Map<String, String> measured(Outcome outcome) {
    Map<String, String> rows = new TreeMap<>();
    for (ValidatedReading row : outcome.rows().values()) {
      if (row.origin() == Origin.MEASURED) {
        rows.put(
            row.id(),
            row.verdicts().isEmpty()
                ? row.energyWh() + " " + row.quality()
                : row.energyWh()
                    + " "
                    + row.method()
                    + " "
                    + row.verdicts()
                    + " raw "
                    + row.rawWh());
      }
    }
    return rows;
  }
}
