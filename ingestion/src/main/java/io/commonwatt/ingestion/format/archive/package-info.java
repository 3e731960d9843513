/**
 * Zip and gzip files opened as streams. Enters: the bytes of a file. Leaves: its documents one
 * after the other, within limits on entries, bytes and compression ratio; archives within archives
 * are refused. {@link io.commonwatt.ingestion.format.FormatReader} calls it.
 */
package io.commonwatt.ingestion.format.archive;
