/**
 * Folders of tables: any CSV or Parquet of readings whose meaning a mapping file says.
 *
 * <p>Enters: a folder with {@code mapping.yaml}, or one of the public data sets whose mapping the
 * program ships. Leaves: the same kinds of records a utility's files give, each reading known at
 * the end of its interval. Without a community file a community is made of the meters found.
 */
package io.commonwatt.ingestion.door.table;
