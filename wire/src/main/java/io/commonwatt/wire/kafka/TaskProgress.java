package io.commonwatt.wire.kafka;

import io.commonwatt.contracts.Progress;
import io.commonwatt.contracts.Topic;
import io.commonwatt.wire.ProgressTracker;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.state.KeyValueStore;

/** How far the input topics of a task are, and how far it is itself; saved into a store. */
final class TaskProgress {

  /** Key of the task's own progress among the names of topics. */
  private static final String OWN = "";

  private final KeyValueStore<String, byte[]> store;
  private final Map<String, ProgressTracker> inputs = new LinkedHashMap<>();
  private final Set<String> changed = new LinkedHashSet<>();
  private Progress own;

  /** Comes back from what the store holds. */
  TaskProgress(List<Topic<?>> in, KeyValueStore<String, byte[]> store) {
    this.store = store;
    for (Topic<?> topic : in) {
      inputs.put(topic.name(), tracker(topic, store.get(topic.name())));
    }
    byte[] saved = store.get(OWN);
    if (saved != null) {
      ProgressTracker tracker = tracker(1, saved);
      own = new Progress(OWN, 1, tracker.through().orElseThrow(), tracker.ended());
    }
  }

  /** Takes a progress of an input topic; true when the topic's time moved on. */
  boolean accept(Topic<?> topic, Progress progress) {
    ProgressTracker tracker = inputs.get(topic.name());
    Optional<Instant> before = tracker.through();
    tracker.accept(progress);
    changed.add(topic.name());
    return !tracker.through().equals(before);
  }

  /** Time of an input topic, or null before all its writers have spoken. */
  Instant through(Topic<?> topic) {
    return inputs.get(topic.name()).through().orElse(null);
  }

  /** Time every input topic has reached, or null. */
  Instant reached() {
    Instant least = null;
    for (ProgressTracker tracker : inputs.values()) {
      Instant time = tracker.through().orElse(null);
      if (time == null) {
        return null;
      }
      least = least == null || time.isBefore(least) ? time : least;
    }
    return least;
  }

  /** Whether every input topic has ended. */
  boolean inputsEnded() {
    for (ProgressTracker tracker : inputs.values()) {
      if (!tracker.ended()) {
        return false;
      }
    }
    return true;
  }

  /** Whether the inputs are further than the task has said of itself. */
  boolean isDue() {
    Instant reached = reached();
    if (reached == null) {
      return false;
    }
    return own == null || reached.isAfter(own.through()) || (inputsEnded() && !own.end());
  }

  /** Notes what the task has said of itself. */
  void said(Progress progress) {
    own = progress;
    changed.add(OWN);
  }

  /** Puts what changed since the last call into the store. */
  void save() {
    for (String name : changed) {
      store.put(name, bytes(name.equals(OWN) ? tracker(own) : inputs.get(name)));
    }
    changed.clear();
  }

  private static ProgressTracker tracker(Progress progress) {
    ProgressTracker tracker = new ProgressTracker(1);
    tracker.accept(progress);
    return tracker;
  }

  private static ProgressTracker tracker(Topic<?> topic, byte[] saved) {
    return saved == null ? new ProgressTracker(topic.stages()) : tracker(topic.stages(), saved);
  }

  private static ProgressTracker tracker(int stages, byte[] saved) {
    try {
      return ProgressTracker.read(stages, new DataInputStream(new ByteArrayInputStream(saved)));
    } catch (IOException e) {
      throw new UncheckedIOException("Progress kept in a changelog cannot be read", e);
    }
  }

  private static byte[] bytes(ProgressTracker tracker) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      tracker.write(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("Progress cannot be written to memory", e);
    }
    return bytes.toByteArray();
  }
}
