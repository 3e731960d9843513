package io.commonwatt.app;

import io.commonwatt.app.demo.DataDirectory;
import io.commonwatt.app.demo.StoredRun;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import picocli.CommandLine.Option;

/** Options that say which database a command reads. */
final class StoredDatabase {

  @Option(
      names = "--data-dir",
      defaultValue = "${COMMONWATT_DATA_DIR:-.commonwatt/demo}",
      description = "Directory of the run. Default: ${DEFAULT-VALUE}.")
  private Path dataDirectory;

  @Option(
      names = "--config",
      description = "Configuration of an external PostgreSQL or TimescaleDB, instead of a run.")
  private Path config;

  /** Directory of the run; unused where there is a configuration. */
  Path dataDirectory() {
    return dataDirectory.toAbsolutePath().normalize();
  }

  /** Configuration of the platform; null for a run. */
  Path config() {
    return config;
  }

  /** Which database that is, for people. */
  String name() {
    return config == null
        ? dataDirectory().toString()
        : RunConfiguration.read(config, System.getenv()).jdbcUrl();
  }

  /** The registry its readings were received under. */
  Path communityFile() {
    return config == null
        ? dataDirectory().resolve("community.yaml")
        : Path.of(RunConfiguration.read(config, System.getenv()).communityFile());
  }

  /** Work on an open connection. */
  interface Work<R> {
    R run(Connection connection) throws Exception;
  }

  /** Runs work on a connection that may only read. */
  <R> R read(Work<R> work) throws Exception {
    if (config != null) {
      RunConfiguration configuration = RunConfiguration.read(config, System.getenv());
      try (Connection connection = open(configuration)) {
        connection.setReadOnly(true);
        return work.run(connection);
      }
    }
    try (DataDirectory directory = DataDirectory.openExisting(dataDirectory);
        StoredRun run = StoredRun.open(directory);
        Connection connection = run.connect()) {
      return work.run(connection);
    }
  }

  private static Connection open(RunConfiguration configuration) {
    try {
      return DriverManager.getConnection(configuration.jdbcUrlAsUser());
    } catch (SQLException e) {
      throw new UserError(
          "database",
          "cannot connect to " + configuration.jdbcUrl() + ": " + e.getMessage(),
          "check jdbcUrl, jdbcUser and jdbcPassword of the configuration");
    }
  }
}
