package io.commonwatt.app.demo;

import io.commonwatt.runtime.EmbeddedPostgres;
import io.commonwatt.runtime.PostgresOptions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** The database of a run, opened without the rest. */
public final class StoredRun implements AutoCloseable {

  private final EmbeddedPostgres postgres;

  private StoredRun(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  /**
   * Starts the database of the run in a directory.
   *
   * @throws io.commonwatt.app.UserError when there is no run
   */
  public static StoredRun open(DataDirectory directory) {
    if (directory.state() == DataDirectory.State.EMPTY) {
      throw DataDirectory.noRun(directory.root());
    }
    return new StoredRun(EmbeddedPostgres.start(directory.postgres(), PostgresOptions.defaults()));
  }

  /** A connection as the role that may only read. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(postgres.readOnlyJdbcUrl());
  }

  String readOnlyJdbcUrl() {
    return postgres.readOnlyJdbcUrl();
  }

  @Override
  public void close() {
    postgres.close();
  }
}
