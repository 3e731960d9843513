package io.commonwatt.wire.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonwatt.contracts.Topics;
import io.commonwatt.runtime.EmbeddedKafka;
import io.commonwatt.runtime.KafkaOptions;
import io.commonwatt.wire.WireSettings;
import io.commonwatt.wire.kafka.WriterLease.HeldException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who writes, asked of a real broker. */
@Timeout(120)
class WriterLeaseTest {

  @TempDir static Path directory;

  private static EmbeddedKafka kafka;
  private static WireSettings settings;

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.start(directory, KafkaOptions.defaults());
    settings = new WireSettings(kafka.bootstrapServers(), 2, "lease", directory, 1);
    TopicAdmin.ensure(settings, List.of(Topics.IMPORT));
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void shouldRefuseASecondWriterByTheNameOfTheFirst() {
    assertThat(WriterLease.holder(settings, "doors")).isEmpty();
    try (WriterLease first =
        WriterLease.take(settings, "doors", "doors at http://host:1", Duration.ZERO)) {
      assertThat(first.isHeld()).isTrue();
      assertThat(WriterLease.holder(settings, "doors")).contains("doors at http://host:1");
      assertThatThrownBy(() -> WriterLease.take(settings, "doors", "second", Duration.ZERO))
          .isInstanceOf(HeldException.class)
          .hasMessageContaining("doors at http://host:1");
      assertThat(first.isHeld()).isTrue();
      WriterLease.take(settings, "another-stage", "third", Duration.ZERO).close();
    }
    WriterLease.take(settings, "doors", "second", Duration.ZERO).close();
    assertThat(WriterLease.holder(settings, "doors")).isEmpty();
  }

  @Test
  void shouldGiveItToOneOfThoseThatComeAtTheSameMoment() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    List<WriterLease> held = new ArrayList<>();
    try {
      List<Callable<WriterLease>> takers = new ArrayList<>();
      for (String name : List.of("one", "two", "three")) {
        takers.add(() -> WriterLease.take(settings, "race", name, Duration.ofSeconds(1)));
      }
      for (Future<WriterLease> each : threads.invokeAll(takers)) {
        try {
          held.add(each.get());
        } catch (ExecutionException e) {
          assertThat(e).hasCauseInstanceOf(HeldException.class);
        }
      }
      assertThat(held).hasSizeLessThanOrEqualTo(1);
    } finally {
      threads.shutdownNow();
      held.forEach(WriterLease::close);
    }
  }
}
