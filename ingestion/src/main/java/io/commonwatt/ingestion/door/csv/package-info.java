/**
 * Text files line by line, with what can be wrong in them. Enters: bytes. Leaves: lines, cells,
 * exact numbers and instants, or an {@link io.commonwatt.ingestion.door.csv.UnreadableException}
 * with a stable rule. The readers of folders and data sets call it.
 */
package io.commonwatt.ingestion.door.csv;
