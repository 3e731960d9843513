package io.commonwatt.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class OrderlyShutdownTest {

  @TempDir Path directory;

  @Test
  void shouldLeaveNoProcessBehindOnCtrlC() throws Exception {
    long server;
    try (ChildJvm child = ChildJvm.start("platform", directory)) {
      server = Long.parseLong(child.await("PID"));
      child.interrupt();
      assertThat(child.ended(45)).isTrue();
    }
    assertThat(ChildJvm.isRunning(server)).isFalse();
    // What was stopped in order starts again without recovery.
    try (EmbeddedPlatform platform = EmbeddedPlatform.open(directory)) {
      assertThat(platform.kafka().bootstrapServers()).isNotEmpty();
      assertThat(platform.postgres().isRunning()).isTrue();
      assertThat(directory.resolve("postgres").resolve("postgres.log"))
          .content()
          .doesNotContain("not properly shut down");
    }
  }
}
