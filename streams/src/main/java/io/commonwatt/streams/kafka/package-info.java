/**
 * The room's door: Kafka Streams drives the validation step. Enters: {@code meter.reading.raw.v1},
 * {@code meter.event.v1}, {@code meter.register.raw.v1}, {@code meter.reading.edit.v1}. Leaves:
 * {@code meter.reading.validated.v1}, {@code meter.reading.exception.v1}, {@code
 * meter.completeness.v1}, {@code platform.rejected.v1}, {@code grid.aggregated-measure.v1}. Called
 * by {@code app}. Wiring only.
 */
package io.commonwatt.streams.kafka;
