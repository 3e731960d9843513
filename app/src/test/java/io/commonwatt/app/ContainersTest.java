package io.commonwatt.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.commonwatt.app.demo.Databases;
import io.commonwatt.contracts.Topics;
import io.commonwatt.storage.jdbc.SchemaMigrator;
import io.commonwatt.wire.WireSettings;
import io.commonwatt.wire.kafka.TopicAdmin;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The same catalogue and schema on the images of the Compose file, where a container engine runs.
 */
class ContainersTest {

  @TempDir Path temp;

  @BeforeAll
  static void onlyWithAnEngine() {
    assumeTrue(
        engineRuns(),
        "No container engine runs here: the tests on Kafka and TimescaleDB images are skipped");
  }

  private static boolean engineRuns() {
    try {
      return DockerClientFactory.instance().isDockerAvailable();
    } catch (RuntimeException e) {
      return false;
    }
  }

  @Test
  void shouldCreateTheCatalogueOnTheKafkaImage() {
    try (KafkaContainer kafka = new KafkaContainer(DockerImageName.parse("apache/kafka:4.1.1"))) {
      kafka.start();
      WireSettings settings =
          new WireSettings(
              kafka.getBootstrapServers(), Topics.DEFAULT_PARTITIONS, "containers", temp, 1);
      TopicAdmin.ensure(settings);
      TopicAdmin.ensure(settings);
    }
  }

  @Test
  void shouldMakeHypertablesOnTheTimescaleImage() throws Exception {
    DockerImageName image =
        DockerImageName.parse("timescale/timescaledb:2.29.2-pg17")
            .asCompatibleSubstituteFor("postgres");
    try (PostgreSQLContainer timescale = new PostgreSQLContainer(image)) {
      timescale.start();
      SchemaMigrator.migrate(
          Databases.of(
              timescale.getJdbcUrl()
                  + "&user="
                  + timescale.getUsername()
                  + "&password="
                  + timescale.getPassword()),
          true);
      try (Connection connection =
              DriverManager.getConnection(
                  timescale.getJdbcUrl(), timescale.getUsername(), timescale.getPassword());
          ResultSet row =
              connection
                  .createStatement()
                  .executeQuery("SELECT count(*) FROM timescaledb_information.hypertables")) {
        row.next();
        assertThat(row.getInt(1)).isPositive();
      }
    }
  }
}
