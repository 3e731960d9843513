/**
 * Folders with a community file and CSV files of readings, events, weather and prices, as the
 * simulator writes them and a utility may send them.
 *
 * <p>Enters: a folder. Leaves: its records merged by arrival. Every file is read twice: once for
 * its hash and the time of its first line, once for its records when the run gets there, so that
 * memory holds the files of one day, not the folder. A line gives exactly one record or one
 * rejection.
 */
package io.commonwatt.ingestion.door.folder;
