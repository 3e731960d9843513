/**
 * Files as a live door: those named on the command line and those put into a watched folder.
 * Enters: files of any registered format, packed or not. Leaves: deliveries to the {@link
 * io.commonwatt.ingestion.door.live.LiveIntake}, a report per file, and files moved to where they
 * belong. The command line calls {@link io.commonwatt.ingestion.watch.FileIngest} and {@link
 * io.commonwatt.ingestion.watch.WatchedFolder}.
 */
package io.commonwatt.ingestion.watch;
