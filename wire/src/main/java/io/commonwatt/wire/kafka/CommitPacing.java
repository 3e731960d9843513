package io.commonwatt.wire.kafka;

import java.time.Duration;
import java.util.function.LongPredicate;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Asks for commits by the wall clock, and does nothing else by it: when what left is seen depends
 * on it, what leaves does not. The only place that may know {@link PunctuationType}.
 */
final class CommitPacing {

  private static final Duration TICK = Duration.ofMillis(50);

  private CommitPacing() {}

  /**
   * Commits at a tick when it is due.
   *
   * @param due told the wall clock, ms; whether to commit
   */
  static Cancellable commitWhen(ProcessorContext<?, ?> context, LongPredicate due) {
    return context.schedule(
        TICK,
        PunctuationType.WALL_CLOCK_TIME,
        millis -> {
          if (due.test(millis)) {
            context.commit();
          }
        });
  }
}
