package io.commonwatt.storage.flink;

/**
 * A record as it stands in the log.
 *
 * @param value its bytes; null for a tombstone
 */
public record LogRecord(String topic, int partition, long offset, byte[] value) {}
