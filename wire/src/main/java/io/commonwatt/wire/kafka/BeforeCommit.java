package io.commonwatt.wire.kafka;

import java.util.Map;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/**
 * A store without content through which a task hears that it is about to commit, also before it is
 * suspended or closed cleanly: the moment to put into changelogs what only memory held.
 *
 * <p>{@link CachedStateStore} is internal to Kafka Streams, and the only such call: {@code
 * StreamTask.prepareCommit} flushes caches, then the producer, then sends offsets and commits the
 * transaction, while {@link StateStore#commit} comes after it. Stores written from here must not be
 * cached themselves, because the order in which caches are flushed is not defined. Tests of {@code
 * wire} fail when a release of Kafka stops calling it. Used by one task at a time.
 */
final class BeforeCommit implements StateStore, CachedStateStore<Object, Object> {

  private static final Runnable NOTHING = () -> {};

  private final String name;
  private Runnable action = NOTHING;
  private boolean open;

  private BeforeCommit(String name) {
    this.name = name;
  }

  /** Makes the store of each task. */
  static StoreBuilder<BeforeCommit> builder(String name) {
    return new Builder(name);
  }

  /** What to do before each commit from now on. */
  void run(Runnable saving) {
    action = saving;
  }

  @Override
  public void flushCache() {
    action.run();
  }

  /** A task that becomes a standby has committed and holds nothing back. */
  @Override
  public void clearCache() {
    action = NOTHING;
  }

  @Override
  public boolean setFlushListener(CacheFlushListener<Object, Object> listener, boolean old) {
    return false;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    context.register(root, (key, value) -> {});
    open = true;
  }

  @Override
  public void close() {
    action = NOTHING;
    open = false;
  }

  @Override
  public boolean persistent() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  /** Without cache and changelog, whatever is asked for. */
  private record Builder(String name) implements StoreBuilder<BeforeCommit> {
    @Override
    public StoreBuilder<BeforeCommit> withCachingEnabled() {
      return this;
    }

    @Override
    public StoreBuilder<BeforeCommit> withCachingDisabled() {
      return this;
    }

    @Override
    public StoreBuilder<BeforeCommit> withLoggingEnabled(Map<String, String> config) {
      return this;
    }

    @Override
    public StoreBuilder<BeforeCommit> withLoggingDisabled() {
      return this;
    }

    @Override
    public BeforeCommit build() {
      return new BeforeCommit(name);
    }

    @Override
    public Map<String, String> logConfig() {
      return Map.of();
    }

    @Override
    public boolean loggingEnabled() {
      return false;
    }
  }
}
