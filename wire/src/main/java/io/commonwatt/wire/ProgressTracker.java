package io.commonwatt.wire;

import io.commonwatt.contracts.Progress;
import io.commonwatt.contracts.Topic;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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

  private static final int FORMAT = 1;

  private final int stages;
  private final Map<String, Stage> heard = new TreeMap<>();
  private Instant through;
  private boolean ended;

  /**
   * Follows a partition.
   *
   * @param stages how many stages write to the topic, {@link Topic#stages()}
   */
  public ProgressTracker(int stages) {
    if (stages < 1) {
      throw new IllegalArgumentException("A topic needs at least one writing stage, not " + stages);
    }
    this.stages = stages;
  }

  /** Takes a progress read from the partition. */
  public void accept(Progress progress) {
    Stage stage = heard.get(progress.stage());
    if (stage == null || stage.writers != progress.writers()) {
      stage = new Stage(progress.writers());
      heard.put(progress.stage(), stage);
    }
    stage.accept(progress.writer(), new Mark(progress.through(), progress.end()));
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
      if (stage.marks.size() < stage.writers) {
        return;
      }
      for (Mark mark : stage.marks.values()) {
        least = least == null || mark.through.isBefore(least) ? mark.through : least;
        all &= mark.end;
      }
    }
    through = through == null || least.isAfter(through) ? least : through;
    ended = all;
  }

  /** Writes what was heard, for a checkpoint or changelog. */
  public void write(DataOutput out) throws IOException {
    out.writeByte(FORMAT);
    out.writeLong(through == null ? Long.MIN_VALUE : through.toEpochMilli());
    out.writeInt(heard.size());
    for (Map.Entry<String, Stage> stage : heard.entrySet()) {
      out.writeUTF(stage.getKey());
      out.writeInt(stage.getValue().writers);
      out.writeInt(stage.getValue().marks.size());
      for (Map.Entry<String, Mark> mark : stage.getValue().marks.entrySet()) {
        out.writeUTF(mark.getKey());
        out.writeLong(mark.getValue().through.toEpochMilli());
        out.writeBoolean(mark.getValue().end);
      }
    }
  }

  /** Reads what {@link #write} wrote. */
  public static ProgressTracker read(int stages, DataInput in) throws IOException {
    int format = in.readByte();
    if (format != FORMAT) {
      throw new IOException("Progress is in format " + format + "; this release reads " + FORMAT);
    }
    ProgressTracker tracker = new ProgressTracker(stages);
    long through = in.readLong();
    tracker.through = through == Long.MIN_VALUE ? null : Instant.ofEpochMilli(through);
    for (int left = in.readInt(); left > 0; left--) {
      String name = in.readUTF();
      Stage stage = new Stage(in.readInt());
      for (int marks = in.readInt(); marks > 0; marks--) {
        stage.accept(in.readUTF(), new Mark(Instant.ofEpochMilli(in.readLong()), in.readBoolean()));
      }
      tracker.heard.put(name, stage);
    }
    tracker.evaluate();
    return tracker;
  }

  /** How far a writer is. */
  private record Mark(Instant through, boolean end) {
    Mark furthest(Mark other) {
      return new Mark(other.through.isAfter(through) ? other.through : through, end || other.end);
    }
  }

  private static final class Stage {
    private final int writers;
    private final Map<String, Mark> marks = new TreeMap<>();

    Stage(int writers) {
      this.writers = writers;
    }

    void accept(String writer, Mark mark) {
      marks.merge(writer, mark, Mark::furthest);
    }
  }
}
