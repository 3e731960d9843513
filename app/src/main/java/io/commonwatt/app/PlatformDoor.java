package io.commonwatt.app;

import io.commonwatt.contracts.community.Registry;
import io.commonwatt.ingestion.door.live.LiveIntake;
import io.commonwatt.ingestion.door.live.LiveSettings;
import io.commonwatt.ingestion.door.live.RecentImports;
import io.commonwatt.ingestion.kafka.KafkaImportLog;
import io.commonwatt.ingestion.watch.FileIngest;
import io.commonwatt.ingestion.watch.FileOptions;
import io.commonwatt.wire.WireSettings;
import io.commonwatt.wire.kafka.TopicAdmin;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** How a command hands files to a platform. Stateless. */
final class PlatformDoor {

  private PlatformDoor() {}

  /** Takes files in, one after the other, as {@link FileIngest#run}. */
  static void send(
      RunConfiguration configuration,
      Registry registry,
      List<Path> files,
      FileOptions options,
      FileIngest.Listener listener)
      throws Exception {
    WireSettings wire =
        new WireSettings(
            configuration.bootstrapServers(),
            configuration.partitions(),
            configuration.prefix(),
            Path.of(configuration.stateDirectory()),
            configuration.parallelism());
    TopicAdmin.ensure(wire);
    try (LiveIntake intake =
        LiveIntake.start(
            () -> KafkaImportLog.open(wire, RecentImports.DEFAULT_HORIZON),
            registry,
            InstantSource.system(),
            LiveSettings.defaults())) {
      FileIngest.run(files, options, intake, listener);
    }
  }
}
