package io.commonwatt.app.plain;

import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.RegistryEntries;
import io.commonwatt.contracts.registry.RegistryEntry;
import io.commonwatt.storage.jdbc.Tables;
import io.commonwatt.wire.jdbc.Database;
import io.commonwatt.wire.jdbc.VersionedCopy;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Writes the rows of a plain run where the stream would store them. Not thread-safe. */
public final class StoredRows implements Consumer<Travelling>, AutoCloseable {

  private static final int BATCH = 5000;

  private final VersionedCopy copy;
  private final Map<Class<?>, Topic<?>> topics = new HashMap<>();

  public StoredRows(Database database) {
    this.copy = new VersionedCopy(database);
    for (Topic<?> topic : Topics.listAll()) {
      topics.put(topic.type(), topic);
    }
  }

  @Override
  public void accept(Travelling row) {
    Topic<?> topic =
        row instanceof RegistryEntry entry
            ? RegistryEntries.topicOf(entry.kind())
            : topics.get(row.getClass());
    add(topic, row);
    if (copy.rows() >= BATCH) {
      copy.flush();
    }
  }

  private <T extends Travelling> void add(Topic<T> topic, Travelling row) {
    copy.add(Tables.of(topic), topic.type().cast(row));
  }

  @Override
  public void close() {
    copy.flush();
    copy.close();
  }
}
