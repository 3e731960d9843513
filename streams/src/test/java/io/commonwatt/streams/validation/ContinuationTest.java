package io.commonwatt.streams.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.Quality;
import io.commonwatt.contracts.step.Inputs;
import io.commonwatt.contracts.step.StateCodec;
import io.commonwatt.streams.Outcome;
import io.commonwatt.streams.RandomScene;
import io.commonwatt.streams.Scene;
import io.commonwatt.streams.series.PlacementState;
import io.commonwatt.streams.vee.VeeSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** State that was written and read goes on as if it had not been. */
class ContinuationTest {
  @Test
  void shouldContinueIdenticallyWhenStateIsWrittenAndReadAfterEachStep() throws IOException {
    for (long seed = 1; seed <= 3; seed++) {
      Scene scene = RandomScene.of(seed);
      Instant through = RandomScene.through(9);
      List<String> straight = texts(scene.run(through));

      assertThat(texts(runRestored(scene, through))).as("seed " + seed).isEqualTo(straight);
    }
  }

  @Test
  void shouldContinueIdenticallyWithRegistersAndEdits() throws IOException {
    for (long seed = 1; seed <= 3; seed++) {
      Scene scene = RandomScene.withRegistersAndEdits(seed);
      Instant through = RandomScene.through(9);
      Outcome straight = scene.run(through);

      assertThat(texts(runRestored(scene, through))).as("seed " + seed).isEqualTo(texts(straight));
      assertThat(straight.rows().values())
          .as("seed " + seed)
          .anyMatch(row -> row.quality() == Quality.EDITED)
          .anyMatch(row -> row.verdicts().contains("sum-check"))
          .anyMatch(row -> row.method().endsWith("+register"));
      assertThat(straight.rejectionTexts()).anyMatch(text -> text.startsWith("edit "));
      assertThat(straight.exceptionTexts()).anyMatch(text -> text.contains("register-rollback"));
    }
  }

  @Test
  void shouldContinueIdenticallyBeyondMemory() throws IOException {
    Scene scene =
        Scene.of(
            """
            point home-1 minutes 60
            meter m-1 at home-1
            read m-1 consumption 05-01T00:00 100x1600
            read m-1 consumption 05-02T03:00 101 100 99 known 07-05T00:10
            read m-1 consumption 05-02T03:00 100 known 07-05T09:10
            """);
    Instant through = Scene.time("07-06T00:00");

    Outcome restored = runRestored(scene, through);

    assertThat(texts(restored)).isEqualTo(texts(scene.run(through)));
    assertThat(restored.exceptionTexts())
        .containsExactly(
            "05-02T03:00 superseded SUPERSEDED",
            "05-02T04:00 superseded SUPERSEDED",
            "05-02T05:00 superseded SUPERSEDED",
            "05-02T03:00 superseded SUPERSEDED");
  }

  private static Outcome runRestored(Scene scene, Instant through) throws IOException {
    ValidationStep step = scene.step();
    Outcome outcome = new Outcome();
    PlacementState state = step.initialState("c-1");
    List<Travelling> sorted = new ArrayList<>(scene.inputs());
    sorted.removeIf(record -> !record.placement().equals("c-1"));
    sorted.sort(Inputs.ORDER);
    int next = 0;
    Instant at = step.stepAtOrAfter(sorted.get(0).knownAt());
    for (; !at.isAfter(through); at = at.plusSeconds(3600)) {
      int end = next;
      while (end < sorted.size() && !sorted.get(end).knownAt().isAfter(at)) {
        end++;
      }
      step.step(state, at, sorted.subList(next, end), outcome::add);
      next = end;
      byte[] written = write(step.stateCodec(), state);
      state = read(step.stateCodec(), written);
      assertThat(write(step.stateCodec(), state)).isEqualTo(written);
    }
    return outcome;
  }

  @Test
  void shouldHoldSixWeeksOfHalfHoursInSixKilobytes() throws IOException {
    Scene scene = Scene.of("point home-1\nmeter m-1 at home-1");
    Instant start = Scene.time("05-01T00:00");
    for (int slot = 0; slot < 60 * 48; slot++) {
      Instant from = start.plusSeconds(1800L * slot);
      scene.add(
          "m-1", Channel.CONSUMPTION, from, 1800, 200 + slot * 37 % 400, from.plusSeconds(1800));
    }
    ValidationStep step = scene.step();
    PlacementState state = step.initialState("c-1");
    Instant at = start.plusSeconds(60 * 86_400L);
    step.step(state, at, scene.inputs(), output -> {});

    assertThat(write(step.stateCodec(), state).length).isLessThan(6_000);
  }

  @Test
  void shouldNameTheFormatItCannotRead() {
    StateCodec<PlacementState> codec =
        new ValidationStep(Scene.of("point home-1").registry(), VeeSettings.defaults())
            .stateCodec();
    assertThatThrownBy(() -> read(codec, new byte[] {9}))
        .hasMessage(
            "State of validation has format 9, this release reads 3; start it with an empty state"
                + " directory or the release that wrote it");
  }

  @Test
  void shouldSurviveJavaSerialization() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(RandomScene.of(1).step());

    ValidationStep step =
        (ValidationStep)
            new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();

    assertThat(step.stateCodec()).isNotNull();
    step.step(step.initialState("c-1"), Scene.time("05-01T00:00"), List.of(), output -> {});
  }

  @Test
  void shouldStepOnFullHours() {
    ValidationStep step = Scene.of("point home-1").step();
    assertThat(step.name()).isEqualTo("validation");
    for (String time : new String[] {"1969-12-31T23:00", "2025-05-01T00:00"}) {
      Instant hour = Scene.time(time);
      assertThat(step.stepAtOrAfter(hour)).isEqualTo(hour);
      assertThat(step.stepAtOrAfter(hour.plusMillis(1))).isEqualTo(hour.plusSeconds(3600));
      assertThat(step.stepAtOrAfter(hour.minusSeconds(1))).isEqualTo(hour);
    }
  }

  private static List<String> texts(Outcome outcome) {
    return outcome.all().stream()
        .filter(output -> output.placement().equals("c-1"))
        .map(output -> output.toString().replaceAll("raw=\\[B@\\w+", ""))
        .toList();
  }

  private static byte[] write(StateCodec<PlacementState> codec, PlacementState state)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    codec.write(state, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static PlacementState read(StateCodec<PlacementState> codec, byte[] bytes)
      throws IOException {
    return codec.read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }
}
