/**
 * Flink on Kafka: sources whose watermarks come from the progress in the log, the operator that
 * drives a {@code Step}, and the sink that writes progress after its output. Topics enter as
 * streams of {@link io.commonwatt.wire.flink.Placed}, {@code Travelling} records leave; called by
 * the {@code flink} packages of the rooms.
 */
package io.commonwatt.wire.flink;
