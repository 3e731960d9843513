/**
 * What every live door does with what it is sent. Enters: deliveries, that is imports or parts of
 * them, of interval values, register values and events as a format read them. Leaves: raw readings,
 * register readings, events and rejections with {@code knownAt} stamped, and a mark per delivery,
 * through an {@link io.commonwatt.ingestion.door.live.ImportLog} that makes records and mark
 * durable together. The HTTP door, the MQTT door and the watched folder call {@link
 * io.commonwatt.ingestion.door.live.LiveIntake}.
 */
package io.commonwatt.ingestion.door.live;
