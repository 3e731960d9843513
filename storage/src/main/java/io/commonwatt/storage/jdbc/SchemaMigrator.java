package io.commonwatt.storage.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a database to the schema of this release. The core tables and views run on plain
 * PostgreSQL 15 and later; where TimescaleDB is preloaded its Apache edition makes the great tables
 * hypertables, and its community edition adds continuous aggregates under the views' names. Each
 * set has a history of its own. Running it again changes nothing.
 */
public final class SchemaMigrator {

  /** What a database offers beyond plain PostgreSQL. */
  public enum Edition {
    PLAIN,
    TIMESCALE_APACHE,
    TIMESCALE_COMMUNITY
  }

  /**
   * What a migration did.
   *
   * @param applied how many scripts ran, all sets
   */
  public record Outcome(Edition edition, int applied) {}

  private static final Logger LOG = LoggerFactory.getLogger(SchemaMigrator.class);
  private static final String INSUFFICIENT_PRIVILEGE = "42501";

  private SchemaMigrator() {}

  /** Migrates for a replay: nothing acts on the wall clock. */
  public static Outcome migrate(DataSource dataSource) {
    return migrate(dataSource, false);
  }

  /**
   * Migrates.
   *
   * @param live whether compression and refresh policies, which act on the wall clock, are on
   * @throws IllegalStateException when a script failed or the database is of a newer release; says
   *     which
   */
  public static Outcome migrate(DataSource dataSource, boolean live) {
    int applied = run(dataSource, "core", live);
    Edition edition = edition(dataSource);
    List<String> sets = new ArrayList<>();
    if (edition != Edition.PLAIN) {
      sets.add("timescale-apache");
    }
    if (edition == Edition.TIMESCALE_COMMUNITY) {
      sets.add("timescale-community");
    }
    for (String set : sets) {
      applied += run(dataSource, set, live);
    }
    return new Outcome(edition, applied);
  }

  private static int run(DataSource dataSource, String set, boolean live) {
    try {
      return Flyway.configure(SchemaMigrator.class.getClassLoader())
          .dataSource(dataSource)
          .locations("classpath:db/migration/" + set)
          .table("flyway_history_" + set.replace('-', '_'))
          .baselineOnMigrate(true)
          .baselineVersion("0")
          .placeholders(Map.of("live", Boolean.toString(live)))
          .failOnMissingLocations(true)
          .load()
          .migrate()
          .migrationsExecuted;
    } catch (FlywayException e) {
      throw new IllegalStateException(
          "Schema migration '"
              + set
              + "' failed: "
              + e.getMessage().strip()
              + ". If the database was made by a newer release, use that release; otherwise see the"
              + " PostgreSQL log",
          e);
    }
  }

  /**
   * TimescaleDB counts when it is installed in the database, or the server preloads it and lets us
   * install it; without being preloaded it cannot even be tried.
   */
  private static Edition edition(DataSource dataSource) {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      boolean installed =
          ask(statement, "SELECT count(*) FROM pg_extension WHERE extname = 'timescaledb'")
              .equals("1");
      if (!installed && !install(statement)) {
        return Edition.PLAIN;
      }
      return "timescale".equals(ask(statement, "SELECT current_setting('timescaledb.license')"))
          ? Edition.TIMESCALE_COMMUNITY
          : Edition.TIMESCALE_APACHE;
    } catch (SQLException e) {
      throw new IllegalStateException(
          "Cannot see whether the database offers TimescaleDB: " + e.getMessage(), e);
    }
  }

  private static boolean install(Statement statement) throws SQLException {
    boolean preloaded =
        ask(
                statement,
                "SELECT count(*) FROM pg_available_extensions WHERE name = 'timescaledb' AND"
                    + " current_setting('timescaledb.disable_load', true) IS NOT NULL")
            .equals("1");
    if (!preloaded) {
      return false;
    }
    try {
      statement.execute("CREATE EXTENSION timescaledb");
      return true;
    } catch (SQLException e) {
      if (INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
        LOG.warn(
            "TimescaleDB is there but not installed in this database: run CREATE EXTENSION"
                + " timescaledb as a superuser and migrate again; until then tables are plain");
        return false;
      }
      throw e;
    }
  }

  private static String ask(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
