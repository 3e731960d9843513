package io.commonwatt.wire.flink;

/**
 * A Kafka record about to leave.
 *
 * @param topic position of the topic among those the writer writes
 */
record Departure(int topic, int partition, byte[] key, byte[] value) {}
