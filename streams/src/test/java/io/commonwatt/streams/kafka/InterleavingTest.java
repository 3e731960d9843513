package io.commonwatt.streams.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.step.StepDriver;
import io.commonwatt.streams.RandomScene;
import io.commonwatt.streams.Scene;
import io.commonwatt.wire.Wire;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The same records in any interleaving and any batches give the same bytes. */
class InterleavingTest {
  private static final Instant THROUGH = RandomScene.through(9);

  @Test
  void shouldGiveTheSameBytesInThreeInterleavings() {
    Scene scene = RandomScene.of(41);
    StepDriver<?> driver = new StepDriver<>(scene.step());
    scene.inputs().forEach(driver::file);
    List<String> expected = new ArrayList<>();
    driver.advanceTo(THROUGH, output -> expected.add(hex(output)));

    for (long seed = 1; seed <= 3; seed++) {
      assertThat(interleaved(scene, new Random(seed))).as("seed " + seed).isEqualTo(expected);
    }
  }

  /** Files in random order and in batches, each before its time is stepped through. */
  private static List<String> interleaved(Scene scene, Random random) {
    List<Travelling> waiting = new ArrayList<>(scene.inputs());
    Collections.shuffle(waiting, random);
    StepDriver<?> driver = new StepDriver<>(scene.step());
    List<String> outputs = new ArrayList<>();
    // Who comes first decides where a placement's grid begins, so that comes with the first batch.
    Instant at = Scene.time("05-02T00:00");
    while (!at.isAfter(THROUGH)) {
      Instant batch = at;
      waiting.removeIf(
          record -> {
            boolean due = !record.knownAt().isAfter(batch) || random.nextInt(20) == 0;
            if (due) {
              driver.file(record);
            }
            return due;
          });
      driver.advanceTo(at, output -> outputs.add(hex(output)));
      at = at.plusSeconds(3600L * (1 + random.nextInt(30)));
    }
    waiting.forEach(driver::file);
    driver.advanceTo(THROUGH, output -> outputs.add(hex(output)));
    return outputs;
  }

  private static String hex(Travelling output) {
    return HexFormat.of().formatHex(Wire.encode(output));
  }
}
