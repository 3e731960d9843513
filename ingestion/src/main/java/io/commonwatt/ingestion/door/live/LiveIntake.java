package io.commonwatt.ingestion.door.live;

import io.commonwatt.contracts.community.CommunityFile;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.community.RegistryEntries;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The intake all live doors of a process share: deliveries wait in a bounded queue; one thread
 * gathers them, stamps them, writes records and marks in one commit, and only then gives receipts.
 *
 * <p>When the log fails, who waits is answered with {@link UnavailableException} and the log is
 * opened anew until that works. A sender that sends again under the same import id loses nothing
 * and doubles nothing, because what was committed is read back. Thread-safe.
 */
public final class LiveIntake implements DeliveryTarget, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LiveIntake.class);
  private static final String REGISTRY_SOURCE = "community-file";

  private final Supplier<ImportLog> opener;
  private final CommunityFile communityFile;
  private final MeterDirectory directory;
  private final InstantSource clock;
  private final LiveSettings settings;
  private final LinkedBlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
  private final Semaphore room;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);

  private volatile boolean available;
  private volatile boolean ending;
  private Instant progressDue = Instant.MIN;

  private record Waiting(Delivery delivery, int weight, CompletableFuture<Receipt> receipt) {}

  private LiveIntake(
      Supplier<ImportLog> opener, Registry registry, InstantSource clock, LiveSettings settings) {
    this.opener = opener;
    this.communityFile = registry.file();
    this.directory = new MeterDirectory(registry);
    this.clock = clock;
    this.settings = settings;
    this.room = new Semaphore(settings.maxQueuedValues(), true);
  }

  /**
   * Opens the log, publishes the entries of the registry if this community file never was, and
   * begins.
   *
   * @param opener opens the log, also anew after a failure
   * @param clock stamps {@code knownAt}
   */
  public static LiveIntake start(
      Supplier<ImportLog> opener, Registry registry, InstantSource clock, LiveSettings settings) {
    LiveIntake intake = new LiveIntake(opener, registry, clock, settings);
    ImportLog log = opener.get();
    LiveStep step;
    try {
      step = intake.begin(log);
    } catch (RuntimeException e) {
      log.close();
      throw e;
    }
    new Thread(() -> intake.run(log, step), "live-intake").start();
    return intake;
  }

  /** Whether the log can be written, as far as is known. */
  public boolean isAvailable() {
    return available;
  }

  /**
   * Hands a delivery in.
   *
   * @return completes with the receipt when the delivery is durable, or with {@link
   *     UnavailableException}; empty when the queue is full: come back later
   */
  public Optional<CompletableFuture<Receipt>> offer(Delivery delivery) {
    int weight = weight(delivery);
    return room.tryAcquire(weight) ? Optional.of(enqueue(delivery, weight)) : Optional.empty();
  }

  @Override
  public CompletableFuture<Receipt> put(Delivery delivery) throws InterruptedException {
    int weight = weight(delivery);
    room.acquire(weight);
    return enqueue(delivery, weight);
  }

  private int weight(Delivery delivery) {
    return Math.min(delivery.weight(), settings.maxQueuedValues());
  }

  private CompletableFuture<Receipt> enqueue(Delivery delivery, int weight) {
    Waiting waiting = new Waiting(delivery, weight, new CompletableFuture<>());
    queue.add(waiting);
    if (!available) {
      failWaiting(null);
    }
    return waiting.receipt();
  }

  private LiveStep begin(ImportLog log) {
    LiveStep step = new LiveStep(log, directory, clock);
    String hash = communityFile.sha256();
    step.takeOnce(
        Delivery.whole(REGISTRY_SOURCE, hash, hash, new GatheredValues()),
        knownAt -> RegistryEntries.listAll(communityFile, knownAt));
    available = true;
    return step;
  }

  private void run(ImportLog firstLog, LiveStep firstStep) {
    ImportLog log = firstLog;
    LiveStep step = firstStep;
    while (true) {
      try {
        if (log == null) {
          log = opener.get();
          step = begin(log);
        }
        serve(step);
        break;
      } catch (RuntimeException e) {
        available = false;
        LOG.warn("The log of the live doors failed and is opened anew: {}", e.toString());
        failWaiting(e);
        close(log);
        log = null;
        if (stops(settings.reopenAfter().toMillis())) {
          break;
        }
      }
    }
    available = false;
    close(log);
    failWaiting(null);
    stopped.countDown();
  }

  /** Serves until it is to stop and nothing waits, or the log fails. */
  private void serve(LiveStep step) {
    List<Waiting> batch = gather();
    while (!batch.isEmpty() || !stops(0)) {
      if (!batch.isEmpty()) {
        answer(step, batch);
      }
      Instant now = clock.instant();
      if (!now.isBefore(progressDue)) {
        step.progress(false);
        long every = settings.progressEvery().toMillis();
        progressDue = Instant.ofEpochMilli((now.toEpochMilli() / every + 1) * every);
      }
      batch = gather();
    }
    step.progress(ending);
  }

  private void answer(LiveStep step, List<Waiting> batch) {
    List<Receipt> receipts;
    try {
      receipts = step.take(batch.stream().map(Waiting::delivery).toList());
    } catch (RuntimeException e) {
      batch.forEach(waiting -> fail(waiting, e));
      throw e;
    }
    for (int i = 0; i < receipts.size(); i++) {
      room.release(batch.get(i).weight());
      batch.get(i).receipt().complete(receipts.get(i));
    }
  }

  /** What has come within the gathering time after the first; empty when nothing comes. */
  private List<Waiting> gather() {
    long gatherNanos = settings.gather().toNanos();
    List<Waiting> batch = new ArrayList<>();
    try {
      Waiting next = queue.poll(gatherNanos, TimeUnit.NANOSECONDS);
      if (next == null) {
        return batch;
      }
      // A quiet queue is waited for once: who sends alone has an answer after the gathering time.
      boolean waited = false;
      int values = 0;
      while (next != null) {
        batch.add(next);
        values += next.weight();
        if (values >= settings.maxStepValues()) {
          break;
        }
        next = queue.poll();
        if (next == null && !waited) {
          waited = true;
          next = queue.poll(gatherNanos, TimeUnit.NANOSECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopping.countDown();
    }
    return batch;
  }

  private boolean stops(long withinMs) {
    try {
      return stopping.await(withinMs, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void failWaiting(RuntimeException cause) {
    for (Waiting waiting = queue.poll(); waiting != null; waiting = queue.poll()) {
      fail(waiting, cause);
    }
  }

  private void fail(Waiting waiting, RuntimeException cause) {
    room.release(waiting.weight());
    waiting
        .receipt()
        .completeExceptionally(
            new UnavailableException(
                "The log cannot be written now; send import '"
                    + waiting.delivery().importId()
                    + "' again under the same id",
                cause));
  }

  private static void close(ImportLog log) {
    if (log != null) {
      try {
        log.close();
      } catch (RuntimeException e) {
        LOG.warn("A failed log did not close: {}", e.toString());
      }
    }
  }

  /** Takes in what waits, then tells readers that nothing more comes, ever, and stops. */
  public void finish() {
    ending = true;
    close();
  }

  /** Takes in what waits, and stops. */
  @Override
  public void close() {
    stopping.countDown();
    boolean interrupted = false;
    while (true) {
      try {
        stopped.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
