/**
 * What of the history is sent again, and under which name. Enters: what a person asked for. Leaves:
 * a selection; {@code jdbc} reads it from the database, {@code kafka} publishes it.
 */
package io.commonwatt.ingestion.replay;
