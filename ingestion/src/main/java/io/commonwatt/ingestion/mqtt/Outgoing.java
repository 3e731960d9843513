package io.commonwatt.ingestion.mqtt;

/** A message to publish. */
record Outgoing(String topic, byte[] payload, boolean retained) {}
