package io.commonwatt.runtime;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs work of an engine that knows no time limit of its own under one. */
final class Bounded {

  /** Work that may fail. */
  interface Work {
    void run() throws Exception;
  }

  private Bounded() {}

  /**
   * Runs the work on a daemon thread and waits for it.
   *
   * @throws RuntimeFailure when it fails, with its cause, or takes longer than {@code limit}
   */
  static void run(String name, Duration limit, Work work) {
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              work.run();
              return null;
            });
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    try {
      task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new RuntimeFailure(name + " failed: " + e.getCause(), e.getCause());
    } catch (TimeoutException e) {
      thread.interrupt();
      throw new RuntimeFailure(name + " took longer than " + limit.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RuntimeFailure(name + " was interrupted", e);
    }
  }
}
