/**
 * How records travel, without an engine: the settings of a deployment, the codec and the partition
 * of a record, and the tracker that turns the progress between records into "everything up to T has
 * arrived". Records of {@code contracts} enter, bytes and times leave; called by the {@code kafka}
 * and {@code flink} packages beside it.
 */
package io.commonwatt.wire;
