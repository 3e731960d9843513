/**
 * The door to Kafka: publishes a {@link io.commonwatt.ingestion.door.DoorSource} hour by hour, with
 * progress after each hour, and resumes after a kill. Enters: records in order of arrival. Leaves:
 * the raw topics. The command line calls {@link io.commonwatt.ingestion.kafka.Publisher}.
 */
package io.commonwatt.ingestion.kafka;
