package io.commonwatt.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.Progress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ProgressTrackerTest {

  /** Writers of the two stages: one has two writers, the other three. */
  private static final List<String> WRITERS =
      List.of("door/0", "door/1", "stage/0", "stage/1", "stage/2");

  @Property
  void shouldAgreeWithTheListOfAllThatWasSaid(
      @ForAll @Size(max = 40) List<@IntRange(max = 99) Integer> sayings) throws IOException {
    ProgressTracker tracker = new ProgressTracker(2);
    List<Progress> said = new ArrayList<>();
    for (int i = 0; i < sayings.size(); i++) {
      Progress progress = progress(sayings.get(i), i % 7 == 6);
      said.add(progress);
      tracker.accept(progress);
      assertThat(tracker.through()).isEqualTo(naiveThrough(said));
      assertThat(tracker.ended()).isEqualTo(naiveEnded(said));
      tracker = copy(tracker);
    }
  }

  private static Progress progress(int saying, boolean end) {
    String writer = WRITERS.get(saying % WRITERS.size());
    int writers = writer.startsWith("door") ? 2 : 3;
    return new Progress(writer, writers, at(saying / WRITERS.size()), end);
  }

  private static Optional<Instant> naiveThrough(List<Progress> said) {
    List<Instant> furthest = new ArrayList<>();
    for (String writer : WRITERS) {
      said.stream()
          .filter(progress -> progress.writer().equals(writer))
          .map(Progress::through)
          .max(Instant::compareTo)
          .ifPresent(furthest::add);
    }
    return furthest.size() < WRITERS.size()
        ? Optional.empty()
        : furthest.stream().min(Instant::compareTo);
  }

  private static boolean naiveEnded(List<Progress> said) {
    return WRITERS.stream()
        .allMatch(
            writer ->
                said.stream()
                    .anyMatch(progress -> progress.writer().equals(writer) && progress.end()));
  }

  @Test
  void shouldHoldUntilEachOfANewNumberOfWritersHasSpoken() {
    ProgressTracker tracker = new ProgressTracker(1);
    tracker.accept(new Progress("s/0", 1, at(10), false));
    tracker.accept(new Progress("s/0", 2, at(12), false));
    assertThat(tracker.through()).contains(at(10));
    tracker.accept(new Progress("s/1", 2, at(9), false));
    assertThat(tracker.through()).as("never goes back").contains(at(10));
    tracker.accept(new Progress("s/1", 2, at(11), false));
    assertThat(tracker.through()).contains(at(11));
    tracker.accept(new Progress("s/0", 1, at(15), true));
    assertThat(tracker.through()).contains(at(15));
    assertThat(tracker.ended()).isTrue();
  }

  @Test
  void shouldTakeStreamsWritersNamedAfterTheirPartition() {
    ProgressTracker tracker = new ProgressTracker(1);
    tracker.accept(new Progress("vee/7", 1, at(3), false));
    assertThat(tracker.through()).contains(at(3));
  }

  private static Instant at(int hour) {
    return World.FROM.plusSeconds(3600L * hour);
  }

  private static ProgressTracker copy(ProgressTracker tracker) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    tracker.write(new DataOutputStream(bytes));
    return ProgressTracker.read(
        2, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }
}
