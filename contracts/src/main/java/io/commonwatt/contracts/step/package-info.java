/**
 * The one shape of every room: (state, what became known up to T) to (state, outputs).
 *
 * <p>In: rooms implement {@link io.commonwatt.contracts.step.Step}. Out: {@link
 * io.commonwatt.contracts.step.StepDriver} drives it from a plain loop; {@code wire} drives the
 * same step from Flink and from Kafka Streams and must give the same bytes.
 */
package io.commonwatt.contracts.step;
