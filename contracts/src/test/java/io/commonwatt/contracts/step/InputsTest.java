package io.commonwatt.contracts.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.forecast.ForecastEvent;
import io.commonwatt.contracts.forecast.ForecastEventKind;
import io.commonwatt.contracts.weather.WeatherForecast;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class InputsTest {

  private static final Instant START = Instant.parse("2025-03-20T00:00:00Z");

  @Property(tries = 200)
  void shouldSortAsTheOrderSays(@ForAll long seed, @ForAll @IntRange(max = 60) int size) {
    Random random = new Random(seed);
    List<Travelling> records = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Instant knownAt = START.plusSeconds(random.nextInt(3));
      records.add(random.nextInt(3) == 0 ? weather(random, knownAt) : event(random, knownAt));
    }
    List<Travelling> expected = new ArrayList<>(records);
    expected.sort(Inputs.ORDER);
    Inputs.sort(records);
    // The same objects: records that are equal in order keep the one they came in.
    assertThat(records).usingElementComparator((a, b) -> a == b ? 0 : 1).isEqualTo(expected);
  }

  private static Travelling weather(Random random, Instant knownAt) {
    Instant issued = START.minusSeconds(3600L * random.nextInt(2));
    String place = "place-" + random.nextInt(2);
    return new WeatherForecast(place, issued, issued, 3600, List.of(10.0), List.of(100.0), knownAt);
  }

  private static Travelling event(Random random, Instant knownAt) {
    return new ForecastEvent(
        ForecastEventKind.values()[random.nextInt(2)],
        "subject-" + random.nextInt(2),
        "segment",
        random.nextDouble(),
        1,
        "",
        knownAt,
        "community-" + random.nextInt(2));
  }
}
