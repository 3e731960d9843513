/**
 * What all doors do to a reading or a line that cannot be read: carry remainders, make rejections,
 * hash files. Enters: cells and records. Leaves: records. The readers of folders and data sets call
 * it.
 */
package io.commonwatt.ingestion.door.intake;
