package io.commonwatt.wire.jdbc;

/** The same key and version arrived with other content: a stage is not deterministic. */
public final class VersionConflictException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  VersionConflictException(String table, String key, long version, String detail) {
    super(
        "Table "
            + table
            + ", row ("
            + key
            + "), version "
            + version
            + " has two contents: "
            + detail
            + ". The same key and version must mean the same bytes; look for the stage that writes"
            + " this table and is not deterministic, or for two runs writing into one database.");
  }
}
