package io.commonwatt.contracts.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.device.DeviceTelemetry;
import io.commonwatt.contracts.price.Price;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class StepDriverTest {

  private static final Instant T0 = Instant.parse("2025-05-01T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void shouldStepEveryHourAlsoWithoutInputs() {
    StepDriver<Seen> driver = new StepDriver<>(new Journal());
    driver.file(telemetry("r1", "a", 90));
    assertThat(run(driver, T0.plus(Duration.ofHours(4))))
        .containsExactly("a@02:00[r1]", "a@03:00[]", "a@04:00[]");
  }

  @Test
  void shouldSeeInputsOrderedByTimeThenTypeThenKey() {
    StepDriver<Seen> driver = new StepDriver<>(new Journal());
    driver.file("a", price("GB", 30));
    driver.file(telemetry("r2", "a", 30));
    driver.file(telemetry("r1", "a", 30));
    driver.file(telemetry("r3", "a", 10));
    assertThat(run(driver, T0.plus(HOUR))).containsExactly("a@01:00[r3, r1, r2, GB]");
  }

  @Test
  void shouldIncludeWhatIsKnownAtTheStepTimeItself() {
    StepDriver<Seen> driver = new StepDriver<>(new Journal());
    driver.file(telemetry("r1", "a", 60));
    driver.file(telemetry("r2", "a", 61));
    assertThat(run(driver, T0.plus(Duration.ofHours(2))))
        .containsExactly("a@01:00[r1]", "a@02:00[r2]");
  }

  @Test
  void shouldStartTheGridAtTheEarliestRecordWhateverCameFirst() {
    StepDriver<Seen> driver = new StepDriver<>(new Journal());
    driver.file(telemetry("r2", "a", 170));
    driver.file(telemetry("r1", "a", 20));
    assertThat(run(driver, T0.plus(Duration.ofHours(3))))
        .containsExactly("a@01:00[r1]", "a@02:00[]", "a@03:00[r2]");
  }

  @Test
  void shouldDropAndCountResends() {
    StepDriver<Seen> driver = new StepDriver<>(new Journal());
    driver.file(telemetry("r1", "a", 30));
    driver.file(telemetry("r1", "a", 30));
    assertThat(run(driver, T0.plus(HOUR))).containsExactly("a@01:00[r1]");
    driver.file(telemetry("r1", "a", 30));
    driver.file(telemetry("r9", "a", 60));
    assertThat(driver.dropped()).isEqualTo(2);
    assertThat(run(driver, T0.plus(Duration.ofHours(2)))).containsExactly("a@02:00[]");
  }

  @Test
  void shouldKeepPlacementsApartAndRunThemInOrderWithinAnHour() {
    StepDriver<Seen> driver = new StepDriver<>(new Journal());
    driver.file(telemetry("r2", "b", 30));
    driver.file(telemetry("r1", "a", 70));
    assertThat(run(driver, T0.plus(Duration.ofHours(2))))
        .containsExactly("b@01:00[r2]", "a@02:00[r1]", "b@02:00[]");
    assertThat(driver.state("a").keys()).containsExactly("r1");
    assertThat(driver.state("c")).isNull();
  }

  @Property(tries = 200)
  void shouldGiveTheSameInAnyInterleaving(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int count) {
    Random random = new Random(seed);
    List<Travelling> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String placement = random.nextBoolean() ? "a" : "b";
      records.add(telemetry("r" + random.nextInt(9), placement, random.nextInt(600)));
    }
    List<String> expected = inOneGo(records);
    Collections.shuffle(records, random);
    assertThat(inOneGo(records)).isEqualTo(expected);
    assertThat(hourByHour(records)).isEqualTo(expected);
  }

  private static List<String> inOneGo(List<Travelling> records) {
    StepDriver<Seen> driver = new StepDriver<>(new Journal());
    records.forEach(driver::file);
    return run(driver, T0.plus(Duration.ofHours(12)));
  }

  /** Files each record in the hour in which it becomes known, and again an hour later. */
  private static List<String> hourByHour(List<Travelling> records) {
    StepDriver<Seen> driver = new StepDriver<>(new Journal());
    List<String> outputs = new ArrayList<>();
    for (int hour = 1; hour <= 12; hour++) {
      Instant until = T0.plus(Duration.ofHours(hour));
      for (Travelling record : records) {
        if (!record.knownAt().isAfter(until)
            && record.knownAt().isAfter(until.minus(Duration.ofHours(2)))) {
          driver.file(record);
        }
      }
      outputs.addAll(run(driver, until));
    }
    return outputs;
  }

  private static List<String> run(StepDriver<Seen> driver, Instant through) {
    List<String> seen = new ArrayList<>();
    driver.advanceTo(through, output -> seen.add(output.key()));
    return seen;
  }

  private static DeviceTelemetry telemetry(String resource, String placement, int minute) {
    Instant at = T0.plus(Duration.ofMinutes(minute));
    return new DeviceTelemetry(resource, at, 1, 2, at, placement);
  }

  private static Price price(String market, int minute) {
    Instant at = T0.plus(Duration.ofMinutes(minute));
    return new Price(market, T0, 3600, "EUR", 1, 1, 0, at);
  }

  /** What a placement has seen. */
  private record Seen(String placement, List<String> keys) {}

  /** Puts out what it saw. */
  private static final class Journal implements Step<Seen> {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
      return "journal";
    }

    @Override
    public Seen initialState(String placement) {
      return new Seen(placement, new ArrayList<>());
    }

    @Override
    public Instant stepAtOrAfter(Instant time) {
      Instant hour = time.truncatedTo(ChronoUnit.HOURS);
      return hour.equals(time) ? hour : hour.plus(HOUR);
    }

    @Override
    public void step(
        Seen state, Instant at, List<Travelling> inputs, Consumer<Travelling> outputs) {
      List<String> keys = inputs.stream().map(Travelling::key).toList();
      state.keys().addAll(keys);
      String text = state.placement() + '@' + at.toString().substring(11, 16) + keys;
      outputs.accept(new DeviceTelemetry(text, at, 0, 0, at, state.placement()));
    }

    @Override
    public StateCodec<Seen> stateCodec() {
      throw new UnsupportedOperationException("The plain loop keeps no state on disk");
    }
  }
}
