package io.commonwatt.wire;

import io.commonwatt.contracts.Progress;
import io.commonwatt.contracts.Topic;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Turns the progress read from one partition of one topic into "everything known up to T is here":
 * the minimum over all writers of all {@link Topic#stages() stages} that write to the topic, each
 * taken at its furthest. Never goes back. Not thread-safe.
 *
 * <p>A stage that comes back with another number of writers (a job resumed with another
 * parallelism) starts a new set of writers; {@link #through()} holds until each of those has
 * spoken.
 */
public final class ProgressTracker {

  private final int stages;
  private final Map<String, Stage> heard = new HashMap<>();
  private Instant through;
  private boolean ended;

  /**
   * Follows a partition.
   *
   * @param stages how many stages write to the topic, {@link Topic#stages()}
   */
  public ProgressTracker(int stages) {
    if (stages < 1) {
      throw new IllegalArgumentException("A topic with " + stages + " writing stages has no end");
    }
    this.stages = stages;
  }

  /** Takes a progress read from the partition. */
  public void accept(Progress progress) {
    String name = progress.stage();
    Stage stage = heard.get(name);
    if (stage == null || stage.writers != progress.writers()) {
      stage = new Stage(progress.writers());
      heard.put(name, stage);
    }
    stage.accept(progress);
    evaluate();
  }

  /** Everything known at or before this time has arrived; empty until every writer has spoken. */
  public Optional<Instant> through() {
    return Optional.ofNullable(through);
  }

  /** Whether every writer of every stage has said that nothing more comes. */
  public boolean ended() {
    return ended;
  }

  private void evaluate() {
    ended = false;
    if (heard.size() < stages) {
      return;
    }
    Instant least = null;
    boolean all = true;
    for (Stage stage : heard.values()) {
      if (stage.through.size() < stage.writers) {
        return;
      }
      for (Instant time : stage.through.values()) {
        least = least == null || time.isBefore(least) ? time : least;
      }
      all &= stage.ended.size() >= stage.writers;
    }
    through = through == null || least.isAfter(through) ? least : through;
    ended = all;
  }

  private static final class Stage {
    private final int writers;
    private final Map<String, Instant> through = new HashMap<>();
    private final Map<String, Boolean> ended = new HashMap<>();

    Stage(int writers) {
      this.writers = writers;
    }

    void accept(Progress progress) {
      through.merge(progress.writer(), progress.through(), (a, b) -> a.isBefore(b) ? b : a);
      if (progress.end()) {
        ended.put(progress.writer(), true);
      }
    }
  }
}
