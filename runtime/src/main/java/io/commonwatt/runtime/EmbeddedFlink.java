package io.commonwatt.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Flink mini cluster in this JVM: one job manager, one task manager, heap state, checkpoints kept
 * in its directory. A job has a fixed id made from its name; submitted to a cluster on a directory
 * where it ran before, it goes on from its newest complete checkpoint, and is not run again when it
 * had finished. Thread-safe.
 */
public final class EmbeddedFlink implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedFlink.class);
  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration CANCEL_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  private final MiniCluster cluster;
  private final Configuration configuration;
  private final DirectoryLock lock;
  private final Path checkpoints;
  private final Map<String, Job> jobs = new ConcurrentSkipListMap<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedFlink(
      MiniCluster cluster, Configuration configuration, DirectoryLock lock, Path checkpoints) {
    this.cluster = cluster;
    this.configuration = configuration;
    this.lock = lock;
    this.checkpoints = checkpoints;
    OrderlyShutdown.register(this);
  }

  /**
   * Starts a cluster whose checkpoints live in a directory.
   *
   * @throws RuntimeFailure when the directory is in use or the cluster does not come up
   */
  public static EmbeddedFlink start(Path dataDirectory, FlinkOptions options) {
    Path home = dataDirectory.toAbsolutePath().normalize();
    DirectoryLock lock = DirectoryLock.take(home, "Flink");
    try {
      Path checkpoints = Files.createDirectories(home.resolve("checkpoints"));
      Path scratch = home.resolve("scratch");
      Directories.delete(scratch);
      Files.createDirectories(scratch);
      Configuration configuration = FlinkSettings.of(checkpoints, scratch, options);
      MiniCluster cluster =
          new MiniCluster(
              new MiniClusterConfiguration.Builder()
                  .setConfiguration(new Configuration(configuration))
                  .setNumTaskManagers(1)
                  .setNumSlotsPerTaskManager(options.slots())
                  .setCommonBindAddress("127.0.0.1")
                  .withRandomPorts()
                  .build());
      Bounded.run("flink-start", START_TIMEOUT, cluster::start);
      LOG.info("Flink with {} slots in {}", options.slots(), home);
      return new EmbeddedFlink(cluster, configuration, lock, checkpoints);
    } catch (IOException e) {
      lock.close();
      throw new UncheckedIOException("Cannot prepare " + home + " for Flink", e);
    } catch (Throwable e) {
      lock.close();
      throw e;
    }
  }

  /**
   * An environment to build a job in, with the platform's settings: checkpoints, restart strategy,
   * maximum parallelism 128, generic types off. Pass it to {@link #submit} instead of executing it.
   */
  public StreamExecutionEnvironment environment(int parallelism) {
    StreamExecutionEnvironment environment =
        new StreamExecutionEnvironment(new Configuration(configuration));
    environment.setParallelism(parallelism);
    return environment;
  }

  /**
   * Submits the job built in an environment of {@link #environment}, restoring it if it ran here
   * before. Returns when the cluster has accepted it.
   *
   * @return the checkpoint it goes on from; empty when it starts anew or had finished before
   * @throws RuntimeFailure when it is refused
   */
  public Optional<Path> submit(String name, StreamExecutionEnvironment environment) {
    return submit(name, environment.getStreamGraph());
  }

  /** Like {@link #submit(String, StreamExecutionEnvironment)} for a graph made from one. */
  public synchronized Optional<Path> submit(String name, StreamGraph graph) {
    JobID id = jobId(name);
    if (jobs.containsKey(name)) {
      throw new RuntimeFailure(
          "Job '" + name + "' ran in this cluster already; start a cluster anew to run it again");
    }
    RetainedCheckpoints retained = new RetainedCheckpoints(checkpoints.resolve(id.toHexString()));
    if (retained.isFinished()) {
      jobs.put(name, Job.finishedBefore(id));
      return Optional.empty();
    }
    graph.setJobName(name);
    JobGraph plan = graph.getJobGraph(getClass().getClassLoader(), id);
    Optional<Path> newest = retained.findNewest();
    newest.ifPresent(
        checkpoint -> {
          retained.deleteOlderThan(checkpoint);
          plan.setSavepointRestoreSettings(
              SavepointRestoreSettings.forPath(
                  checkpoint.toUri().toString(), false, RecoveryClaimMode.CLAIM));
        });
    await("submit '" + name + "'", CALL_TIMEOUT, cluster.submitJob(plan));
    CompletableFuture<JobResult> result =
        cluster
            .requestJobResult(id)
            .whenComplete(
                (done, failure) -> {
                  if (done != null && done.isSuccess()) {
                    retained.markFinished();
                  }
                });
    jobs.put(name, new Job(id, result));
    return newest;
  }

  /**
   * State of a job.
   *
   * @throws NoSuchElementException when no job of that name was submitted
   */
  public JobStatus state(String name) {
    Job job = job(name);
    return job.result == null
        ? JobStatus.FINISHED
        : await("state of '" + name + "'", CALL_TIMEOUT, cluster.getJobStatus(job.id));
  }

  /**
   * Cancels a job; its checkpoints stay.
   *
   * @throws NoSuchElementException when no job of that name was submitted
   */
  public void cancel(String name) {
    Job job = job(name);
    if (!job.isDone()) {
      await("cancel '" + name + "'", CALL_TIMEOUT, cluster.cancelJob(job.id));
      await("end of '" + name + "'", CALL_TIMEOUT, job.result);
    }
  }

  /**
   * Waits until a job has finished.
   *
   * @throws RuntimeFailure when it failed, was cancelled, or takes longer than {@code limit}
   */
  public void awaitFinished(String name, Duration limit) {
    Job job = job(name);
    if (job.result != null) {
      await("job '" + name + "'", limit, job.result);
      throwIfFailed();
      if (state(name) != JobStatus.FINISHED) {
        throw new RuntimeFailure("Flink job '" + name + "' was cancelled");
      }
    }
  }

  /**
   * Returns while every job runs, finished or was cancelled.
   *
   * @throws RuntimeFailure naming the first job, by name, that failed for good, with its cause
   */
  public void throwIfFailed() {
    jobs.forEach(
        (name, job) ->
            job.findFailure()
                .ifPresent(
                    failure -> {
                      throw new RuntimeFailure(
                          "Flink job '" + name + "' failed: " + rootMessage(failure), failure);
                    }));
  }

  /** Cancels what runs, keeping checkpoints, and stops the cluster. Bounded to about 15 s. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    OrderlyShutdown.deregister(this);
    try {
      Bounded.run(
          "flink-cancel",
          CANCEL_TIMEOUT,
          () -> {
            for (String name : jobs.keySet()) {
              cancel(name);
            }
          });
    } catch (RuntimeFailure e) {
      LOG.debug("Some Flink jobs were not cancelled in time", e);
    }
    try {
      await("stop", CLOSE_TIMEOUT, cluster.closeAsync());
    } catch (RuntimeFailure e) {
      LOG.warn("Flink did not stop cleanly; its jobs resume from their checkpoints", e);
    }
    lock.close();
  }

  @Override
  public String toString() {
    return "Flink mini cluster";
  }

  private Job job(String name) {
    Job job = jobs.get(name);
    if (job == null) {
      throw new NoSuchElementException("No Flink job '" + name + "' was submitted");
    }
    return job;
  }

  /** The same name gives the same id in every run. */
  static JobID jobId(String name) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(("commonwatt/" + name).getBytes(StandardCharsets.UTF_8));
      return JobID.fromByteArray(Arrays.copyOf(hash, JobID.SIZE));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <T> T await(String what, Duration limit, CompletableFuture<T> future) {
    try {
      return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (java.util.concurrent.ExecutionException e) {
      throw new RuntimeFailure("Flink: " + what + ": " + rootMessage(e), e.getCause());
    } catch (java.util.concurrent.TimeoutException e) {
      throw new RuntimeFailure("Flink: " + what + " took longer than " + limit.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RuntimeFailure("Flink: " + what + " was interrupted", e);
    }
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }

  /** A submitted job; without a result one that had finished in an earlier run. */
  private record Job(JobID id, CompletableFuture<JobResult> result) {

    static Job finishedBefore(JobID id) {
      return new Job(id, null);
    }

    boolean isDone() {
      return result == null || result.isDone();
    }

    Optional<Throwable> findFailure() {
      if (result == null || !result.isDone()) {
        return Optional.empty();
      }
      if (result.isCompletedExceptionally()) {
        return Optional.of(result.handle((done, failure) -> failure).join());
      }
      return result
          .join()
          .getSerializedThrowable()
          .filter(
              failure ->
                  result.join().getApplicationStatus()
                      == org.apache.flink.runtime.clusterframework.ApplicationStatus.FAILED)
          .map(failure -> failure.deserializeError(Job.class.getClassLoader()));
    }
  }
}
