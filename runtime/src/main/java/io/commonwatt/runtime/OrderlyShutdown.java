package io.commonwatt.runtime;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes what is still open when the JVM ends (Ctrl-C, SIGTERM, exit), last opened first, in one
 * shutdown hook: hooks of their own would run at the same time, and a broker would go before its
 * clients. Thread-safe.
 */
public final class OrderlyShutdown {

  private static final Logger LOG = LoggerFactory.getLogger(OrderlyShutdown.class);
  private static final Deque<AutoCloseable> OPEN = new ArrayDeque<>();
  private static boolean hooked;

  private OrderlyShutdown() {}

  /**
   * Closes this when the JVM ends, before everything registered earlier. Its {@code close} must be
   * bounded in time and harmless when called twice.
   */
  public static void register(AutoCloseable closeable) {
    synchronized (OPEN) {
      if (!hooked) {
        Runtime.getRuntime()
            .addShutdownHook(new Thread(OrderlyShutdown::closeAll, "commonwatt-shutdown"));
        hooked = true;
      }
      OPEN.push(closeable);
    }
  }

  /** Forgets what has been closed. */
  public static void deregister(AutoCloseable closeable) {
    synchronized (OPEN) {
      OPEN.remove(closeable);
    }
  }

  private static void closeAll() {
    while (true) {
      AutoCloseable next;
      synchronized (OPEN) {
        next = OPEN.poll();
      }
      if (next == null) {
        return;
      }
      try {
        next.close();
      } catch (Exception e) {
        LOG.warn("{} did not close cleanly", next, e);
      }
    }
  }
}
