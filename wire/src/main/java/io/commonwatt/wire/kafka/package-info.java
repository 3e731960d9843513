/**
 * Kafka without Flink: the topics of the catalogue, the transactional writer of a door, and the
 * Kafka Streams topology that drives a {@code Step}. Records enter and leave as bytes of the
 * contracts codec; called by the {@code kafka} packages of the rooms and by {@code app}.
 */
package io.commonwatt.wire.kafka;
