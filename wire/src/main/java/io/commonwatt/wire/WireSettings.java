package io.commonwatt.wire;

import io.commonwatt.contracts.Topics;
import java.nio.file.Path;
import java.util.Objects;

/**
 * What a deployment says about its wires.
 *
 * @param bootstrapServers Kafka bootstrap servers, {@code host:port[,host:port…]}
 * @param partitions partitions of every topic; set once, {@link Topics#DEFAULT_PARTITIONS} unless a
 *     deployment says otherwise
 * @param prefix application, group and transaction ids begin with it; two deployments on one broker
 *     need two prefixes
 * @param stateDirectory where Kafka Streams keeps its files
 * @param parallelism threads of a Streams application, subtasks of a Flink operator
 * @param statesOnDisk whether a Streams application keeps the written form of its states in files
 *     below the state directory, with bounded memory, or in memory beside the states; what it
 *     answers is the same
 */
public record WireSettings(
    String bootstrapServers,
    int partitions,
    String prefix,
    Path stateDirectory,
    int parallelism,
    boolean statesOnDisk) {

  /** With states in memory. */
  public WireSettings(
      String bootstrapServers,
      int partitions,
      String prefix,
      Path stateDirectory,
      int parallelism) {
    this(bootstrapServers, partitions, prefix, stateDirectory, parallelism, false);
  }

  public WireSettings {
    Objects.requireNonNull(bootstrapServers, "bootstrapServers");
    Objects.requireNonNull(prefix, "prefix");
    Objects.requireNonNull(stateDirectory, "stateDirectory");
    if (partitions < 1 || parallelism < 1) {
      throw new IllegalArgumentException(
          "Wire settings name "
              + partitions
              + " partitions and parallelism "
              + parallelism
              + "; both must be at least 1");
    }
  }
}
