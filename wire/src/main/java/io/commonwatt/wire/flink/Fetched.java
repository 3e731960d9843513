package io.commonwatt.wire.flink;

/**
 * Bytes as fetched from Kafka.
 *
 * @param topic position of the topic among those the source reads
 */
record Fetched(int topic, int partition, long offset, byte[] bytes) {}
