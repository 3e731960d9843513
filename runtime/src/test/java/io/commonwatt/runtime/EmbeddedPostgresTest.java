package io.commonwatt.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
class EmbeddedPostgresTest {

  private static final PostgresOptions OPTIONS = PostgresOptions.defaults().withFsync(false);

  @TempDir Path directory;

  @Test
  void shouldKeepDataAcrossRestart() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory, OPTIONS)) {
      execute(postgres.jdbcUrl(), "CREATE TABLE reading AS SELECT generate_series(1, 7) AS wh");
    }
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory, OPTIONS)) {
      assertThat(query(postgres.jdbcUrl(), "SELECT sum(wh) FROM reading")).isEqualTo("28");
      assertThat(query(postgres.jdbcUrl(), "SHOW server_version")).startsWith("17.");
    }
  }

  @Test
  void shouldLetTheReadOnlyRoleReadAndNothingElse() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory, OPTIONS)) {
      execute(postgres.jdbcUrl(), "CREATE TABLE reading AS SELECT 5 AS wh");
      execute(postgres.jdbcUrl(), "CREATE SCHEMA later; CREATE TABLE later.other AS SELECT 6 AS n");
      String reader = postgres.readOnlyJdbcUrl();
      assertThat(query(reader, "SELECT wh FROM reading")).isEqualTo("5");
      assertThat(query(reader, "SELECT n FROM later.other")).isEqualTo("6");
      assertThatThrownBy(() -> execute(reader, "DELETE FROM reading"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("read-only");
      for (String statement :
          new String[] {
            "DELETE FROM reading", "CREATE TABLE x (n int)", "CREATE TEMP TABLE x (n int)"
          }) {
        assertThatThrownBy(() -> execute(reader, "SET transaction_read_only = off; " + statement))
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("permission denied");
      }
    }
  }

  @Test
  void shouldStopTheServerOfAKilledRunAndResume() throws Exception {
    long orphan;
    try (ChildJvm child = ChildJvm.start("postgres", directory)) {
      orphan = Long.parseLong(child.await("PID"));
      child.kill();
    }
    assertThat(ChildJvm.isRunning(orphan)).isTrue();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory, OPTIONS)) {
      assertThat(ChildJvm.isRunning(orphan)).isFalse();
      assertThat(postgres.pid()).isNotEqualTo(orphan);
      assertThat(query(postgres.jdbcUrl(), "SELECT count(*) FROM reading")).isEqualTo("1001");
    }
  }

  @Test
  void shouldRecoverWhenTheServerWasKilledToo() throws Exception {
    try (ChildJvm child = ChildJvm.start("postgres", directory)) {
      long server = Long.parseLong(child.await("PID"));
      child.kill();
      ProcessHandle.of(server).ifPresent(ProcessHandle::destroyForcibly);
    }
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory, OPTIONS)) {
      assertThat(query(postgres.jdbcUrl(), "SELECT count(*) FROM reading")).isEqualTo("1001");
    }
  }

  @Test
  void shouldNotMistakeAnotherProgramForItsServer() throws Exception {
    EmbeddedPostgres.start(directory, OPTIONS).close();
    Process other = new ProcessBuilder("sleep", "60").start();
    try {
      Path pidFile = directory.resolve("data").resolve("postmaster.pid");
      Files.writeString(pidFile, other.pid() + "\n" + directory.resolve("data") + "\n");
      try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory, OPTIONS)) {
        assertThat(postgres.isRunning()).isTrue();
        assertThat(other.isAlive()).isTrue();
      }
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void shouldStartAgainAfterAKillDuringInitialisation() throws Exception {
    Files.createDirectories(directory.resolve("data.new").resolve("base"));
    Files.writeString(directory.resolve("data.new").resolve("PG_VERSION"), "17\n");
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory, OPTIONS)) {
      assertThat(postgres.isRunning()).isTrue();
    }
  }

  @Test
  void shouldRefuseDataOfAnotherMajorVersion() throws Exception {
    Path data = Files.createDirectories(directory.resolve("data"));
    Files.writeString(data.resolve("PG_VERSION"), "9\n");
    assertThatThrownBy(() -> EmbeddedPostgres.start(directory, OPTIONS))
        .isInstanceOf(RuntimeFailure.class)
        .hasMessageContaining("was written by PostgreSQL 9")
        .hasMessageContaining("commonwatt.postgres.binaries");
  }

  @Test
  void shouldNameTheRemedyWhenTheInstallationIsMissing() {
    System.setProperty(PostgresBinaries.PROPERTY, directory.resolve("nowhere").toString());
    try {
      assertThatThrownBy(() -> EmbeddedPostgres.start(directory, OPTIONS))
          .isInstanceOf(RuntimeFailure.class)
          .hasMessageContaining("No program 'postgres'")
          .hasMessageContaining("commonwatt.postgres.binaries");
    } finally {
      System.clearProperty(PostgresBinaries.PROPERTY);
    }
  }

  @Test
  void shouldRunAsNobodyWhereRootHasNoUserNamespaces() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
    PostgresCluster cluster =
        new PostgresCluster(
            PostgresBinaries.find(PostgresAccount.NOBODY),
            PostgresAccount.NOBODY,
            directory.resolve("data"),
            directory.resolve("postgres.log"));
    cluster.initialise();
    Process server = cluster.start(FreePorts.find(1)[0], OPTIONS);
    try {
      assertThat(server.waitFor(2, java.util.concurrent.TimeUnit.SECONDS)).isFalse();
      assertThat(cluster.findServer()).isPresent();
    } finally {
      cluster.stop(server.toHandle());
    }
    assertThat(server.isAlive()).isFalse();
    // And back again: the data is given to whoever runs it.
    EmbeddedPostgres.start(directory, OPTIONS).close();
  }

  private static void execute(String url, String statement) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  private static String query(String url, String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement sql = connection.createStatement();
        ResultSet rows = sql.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
