package io.commonwatt.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedFlinkTest {

  private static final FlinkOptions OPTIONS =
      FlinkOptions.defaults().withSlots(4).withCheckpointInterval(Duration.ofMillis(200));

  @TempDir Path directory;

  @BeforeEach
  void forgetCounts() {
    CountingJob.COUNTS.clear();
  }

  @Test
  void shouldGoOnFromTheRetainedCheckpointAfterCancel() throws Exception {
    try (EmbeddedFlink flink = EmbeddedFlink.start(directory, OPTIONS)) {
      assertThat(CountingJob.submit(flink)).isEmpty();
      awaitCheckpoint(3);
      flink.cancel(CountingJob.NAME);
      assertThat(flink.state(CountingJob.NAME)).isEqualTo(JobStatus.CANCELED);
      assertThatThrownBy(() -> CountingJob.submit(flink))
          .isInstanceOf(RuntimeFailure.class)
          .hasMessageContaining("'counting' ran in this cluster already");
    }
    damageNewerCheckpoints();
    assertResumes();
  }

  @Test
  void shouldGoOnFromTheRetainedCheckpointAfterItsProcessIsKilled() throws Exception {
    try (ChildJvm child = ChildJvm.start("flink", directory)) {
      child.await("READY");
      awaitCheckpoint(3);
      child.kill();
    }
    assertResumes();
  }

  @Test
  void shouldGoOnWhenTheClusterWasClosedWhileTheJobRan() throws Exception {
    try (EmbeddedFlink flink = EmbeddedFlink.start(directory, OPTIONS)) {
      CountingJob.submit(flink);
      awaitCheckpoint(2);
    }
    assertResumes();
  }

  @Test
  void shouldSurfaceTheCauseOfAFailedJob() throws Exception {
    try (EmbeddedFlink flink = EmbeddedFlink.start(directory, OPTIONS)) {
      StreamExecutionEnvironment environment = flink.environment(1);
      environment
          .fromSequence(1, 10)
          .map(
              number -> {
                if (number == 7) {
                  throw new IllegalStateException("seven is not liked here");
                }
                return number;
              })
          .sinkTo(new DiscardingSink<>());
      flink.submit("failing", environment);
      assertThatThrownBy(() -> flink.awaitFinished("failing", Duration.ofSeconds(60)))
          .isInstanceOf(RuntimeFailure.class)
          .hasMessageContaining("'failing'")
          .hasMessageContaining("seven is not liked here");
      assertThatThrownBy(flink::throwIfFailed).hasMessageContaining("seven is not liked here");
      assertThat(flink.state("failing")).isEqualTo(JobStatus.FAILED);
    }
  }

  @Test
  void shouldNotKnowJobsThatWereNotSubmitted() {
    try (EmbeddedFlink flink = EmbeddedFlink.start(directory, OPTIONS)) {
      assertThatThrownBy(() -> flink.state("market"))
          .isInstanceOf(NoSuchElementException.class)
          .hasMessageContaining("'market'");
      assertThat(EmbeddedFlink.jobId("market")).isEqualTo(EmbeddedFlink.jobId("market"));
      assertThat(EmbeddedFlink.jobId("market")).isNotEqualTo(EmbeddedFlink.jobId("storage"));
    }
  }

  /** Resumes, counts to the end without a gap, and is not run a third time. */
  private void assertResumes() {
    CountingJob.COUNTS.clear();
    try (EmbeddedFlink flink = EmbeddedFlink.start(directory, OPTIONS)) {
      assertThat(CountingJob.submit(flink)).isPresent();
      flink.awaitFinished(CountingJob.NAME, Duration.ofSeconds(60));
      flink.throwIfFailed();
    }
    List<Long> counts = List.copyOf(CountingJob.COUNTS);
    assertThat(counts.get(0)).isGreaterThan(1);
    assertThat(counts)
        .isEqualTo(LongStream.rangeClosed(counts.get(0), CountingJob.EVENTS).boxed().toList());

    CountingJob.COUNTS.clear();
    try (EmbeddedFlink flink = EmbeddedFlink.start(directory, OPTIONS)) {
      assertThat(CountingJob.submit(flink)).isEmpty();
      assertThat(flink.state(CountingJob.NAME)).isEqualTo(JobStatus.FINISHED);
      flink.awaitFinished(CountingJob.NAME, Duration.ofSeconds(1));
    }
    assertThat(CountingJob.COUNTS).isEmpty();
  }

  private RetainedCheckpoints retained() {
    return new RetainedCheckpoints(
        directory
            .resolve("checkpoints")
            .resolve(EmbeddedFlink.jobId(CountingJob.NAME).toHexString()));
  }

  private void awaitCheckpoint(int number) throws InterruptedException {
    while (true) {
      Optional<Path> newest = retained().findNewest();
      if (newest.isPresent()
          && Integer.parseInt(newest.get().getFileName().toString().substring(4)) >= number) {
        return;
      }
      Thread.sleep(50);
    }
  }

  /** One that was never completed, and one whose metadata is not readable. */
  private void damageNewerCheckpoints() throws Exception {
    Path job = retained().directory();
    Files.createDirectories(job.resolve("chk-90000"));
    Files.createDirectories(job.resolve("chk-90001"));
    Files.writeString(job.resolve("chk-90001").resolve("_metadata"), "not a checkpoint");
  }
}
