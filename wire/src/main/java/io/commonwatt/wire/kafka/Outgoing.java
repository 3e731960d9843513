package io.commonwatt.wire.kafka;

/** Bytes of a record on their way to a partition of an output topic. */
record Outgoing(int partition, byte[] bytes) {}
