package io.commonwatt.wire.flink;

import io.commonwatt.contracts.Progress;
import io.commonwatt.contracts.Topic;
import io.commonwatt.wire.ProgressTracker;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;

/**
 * How far the partitions of one subtask are: those whose number modulo the parallelism is the
 * subtask's index, of every topic. Kept in union state, so that after a change of parallelism each
 * subtask finds the partitions that are now its own.
 */
final class PartitionProgress {

  private final Topic<?>[] topics;
  private final int parallelism;

  /** By topic and partition; null where another subtask is responsible. */
  private final ProgressTracker[][] trackers;

  private ListState<byte[]> saved;

  PartitionProgress(Topic<?>[] topics, int partitions, int subtask, int parallelism) {
    this.topics = topics;
    this.parallelism = parallelism;
    this.trackers = new ProgressTracker[topics.length][partitions];
    for (int topic = 0; topic < topics.length; topic++) {
      for (int partition = subtask; partition < partitions; partition += parallelism) {
        trackers[topic][partition] = new ProgressTracker(topics[topic].stages());
      }
    }
  }

  /** Comes back from a checkpoint. */
  void restore(OperatorStateStore store) throws Exception {
    saved =
        store.getUnionListState(
            new ListStateDescriptor<>("progress", BytePrimitiveArraySerializer.INSTANCE));
    for (byte[] entry : saved.get()) {
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(entry));
      String name = in.readUTF();
      int partition = in.readInt();
      for (int topic = 0; topic < topics.length; topic++) {
        if (topics[topic].name().equals(name) && trackers[topic][partition] != null) {
          trackers[topic][partition] = ProgressTracker.read(topics[topic].stages(), in);
        }
      }
    }
  }

  /** Writes to the checkpoint. */
  void snapshot() throws Exception {
    List<byte[]> entries = new ArrayList<>();
    for (int topic = 0; topic < topics.length; topic++) {
      for (int partition = 0; partition < trackers[topic].length; partition++) {
        if (trackers[topic][partition] != null) {
          entries.add(entry(topics[topic].name(), partition, trackers[topic][partition]));
        }
      }
    }
    saved.update(entries);
  }

  private static byte[] entry(String topic, int partition, ProgressTracker tracker)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF(topic);
    out.writeInt(partition);
    tracker.write(out);
    return bytes.toByteArray();
  }

  /** Takes a progress; true when {@link #through} or {@link #ended} may have changed. */
  boolean accept(int topic, int partition, Progress progress) {
    ProgressTracker tracker = trackers[topic][partition];
    if (tracker == null) {
      throw new IllegalStateException(
          "Partition "
              + partition
              + " of '"
              + topics[topic].name()
              + "' reached a subtask that is"
              + " not responsible for it, of "
              + parallelism);
    }
    tracker.accept(progress);
    return tracker.through().isPresent();
  }

  /** Time all partitions have reached, ms; {@link Long#MIN_VALUE} before all have spoken. */
  long through() {
    long least = Long.MAX_VALUE;
    for (ProgressTracker[] partitions : trackers) {
      for (ProgressTracker tracker : partitions) {
        if (tracker == null) {
          continue;
        }
        if (tracker.through().isEmpty()) {
          return Long.MIN_VALUE;
        }
        least = Math.min(least, tracker.through().get().toEpochMilli());
      }
    }
    return least;
  }

  /** Whether all partitions have ended. */
  boolean ended() {
    for (ProgressTracker[] partitions : trackers) {
      for (ProgressTracker tracker : partitions) {
        if (tracker != null && !tracker.ended()) {
          return false;
        }
      }
    }
    return true;
  }
}
