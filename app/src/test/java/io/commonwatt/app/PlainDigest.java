package io.commonwatt.app;

import io.commonwatt.app.demo.Databases;
import io.commonwatt.app.demo.Pipeline;
import io.commonwatt.app.forecast.ForecastChoice;
import io.commonwatt.app.plain.PlainRun;
import io.commonwatt.app.plain.StoredRows;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.forecasting.ForecastSettings;
import io.commonwatt.ingestion.door.DoorSource;
import io.commonwatt.ingestion.door.DoorSources;
import io.commonwatt.ingestion.door.OpenOptions;
import io.commonwatt.market.coordination.MarketSettings;
import io.commonwatt.runtime.EmbeddedPostgres;
import io.commonwatt.runtime.PostgresOptions;
import io.commonwatt.storage.jdbc.Digest;
import io.commonwatt.storage.jdbc.SchemaMigrator;
import io.commonwatt.streams.vee.VeeSettings;
import io.commonwatt.wire.jdbc.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;

/** What a data folder gives without Kafka and Flink. */
final class PlainDigest {

  private PlainDigest() {}

  /**
   * Takes a folder through the plain loop into a PostgreSQL of its own.
   *
   * @param directory of the PostgreSQL
   */
  static Digest of(Path folder, Path directory) throws Exception {
    return of(folder, directory, ForecastChoice.LINEAR);
  }

  /**
   * The same with another choice of what forecasts.
   *
   * @param directory of the PostgreSQL
   */
  static Digest of(Path folder, Path directory, ForecastChoice forecast) throws Exception {
    DoorSource source = DoorSources.open(folder, new OpenOptions(null, null, null, 7));
    Registry registry = new Registry(source.communityFile());
    try (EmbeddedPostgres postgres =
        EmbeddedPostgres.start(directory, PostgresOptions.defaults().withFsync(false))) {
      SchemaMigrator.migrate(Databases.of(postgres.jdbcUrl()));
      try (StoredRows rows = new StoredRows(Database.of(postgres.jdbcUrl(), "commonwatt", ""))) {
        new PlainRun(
                registry,
                VeeSettings.defaults(),
                forecast.of(ForecastSettings.startingAt(source.from())),
                MarketSettings.defaults(),
                Pipeline.LEDGER,
                rows)
            .run(source.records(), source.from(), source.to());
      }
      try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl())) {
        return Digest.compute(connection);
      }
    }
  }
}
