/**
 * Tables: CSV and Parquet, long and wide, whose meaning a small mapping file says. Enters: rows and
 * a mapping. Leaves: interval values with local time resolved. {@link
 * io.commonwatt.ingestion.format.Formats} calls it.
 */
package io.commonwatt.ingestion.format.table;
