package io.commonwatt.wire.jdbc;

import io.commonwatt.contracts.Progress;
import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topics;
import io.commonwatt.wire.ProgressTracker;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Progress of the partitions one writer reads, kept in the database beside the rows it covers:
 * {@code run_progress_writer} holds the furthest word of every writer, so that a restart does not
 * have to hear it again, and {@code run_progress} the minimum over them. Neither ever goes back.
 * Not thread-safe.
 */
public final class ProgressRows {

  /** A partition of a topic. */
  public record Slot(String topic, int partition) implements Comparable<Slot> {
    @Override
    public int compareTo(Slot other) {
      int order = topic.compareTo(other.topic);
      return order != 0 ? order : Integer.compare(partition, other.partition);
    }
  }

  private static final String LOAD =
      "SELECT topic, partition, writer, writers, through, ended FROM run_progress_writer"
          + " ORDER BY topic, partition, writer";
  private static final String FORGET_OTHER_WRITERS =
      "DELETE FROM run_progress_writer w USING unnest(?::text[], ?::int[], ?::text[], ?::int[])"
          + " AS n(topic, partition, writer, writers) WHERE w.topic = n.topic"
          + " AND w.partition = n.partition"
          + " AND split_part(w.writer, '/', 1) = split_part(n.writer, '/', 1)"
          + " AND w.writers <> n.writers";
  private static final String WRITE_WRITERS =
      "INSERT INTO run_progress_writer AS t (topic, partition, writer, writers, through, ended)"
          + " SELECT * FROM unnest(?::text[], ?::int[], ?::text[], ?::int[], ?::timestamptz[],"
          + " ?::boolean[]) ON CONFLICT (topic, partition, writer) DO UPDATE SET"
          + " through = greatest(t.through, excluded.through), ended = t.ended OR excluded.ended";
  private static final String WRITE_SLOTS =
      "INSERT INTO run_progress AS t (topic, partition, through, ended)"
          + " SELECT * FROM unnest(?::text[], ?::int[], ?::timestamptz[], ?::boolean[])"
          + " ON CONFLICT (topic, partition) DO UPDATE SET"
          + " through = greatest(t.through, excluded.through), ended = t.ended OR excluded.ended";

  private final Map<Slot, ProgressTracker> trackers = new TreeMap<>();
  private final Map<Slot, Map<String, Progress>> waiting = new TreeMap<>();

  /** Takes up what the database knows. Run it in a transaction before the first progress. */
  public Void load(Connection connection) throws SQLException {
    trackers.clear();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(LOAD)) {
      while (rows.next()) {
        Slot slot = new Slot(rows.getString(1), rows.getInt(2));
        Progress progress =
            new Progress(
                rows.getString(3),
                rows.getInt(4),
                rows.getObject(5, OffsetDateTime.class).toInstant(),
                rows.getBoolean(6));
        tracker(slot, stagesOf(slot.topic())).accept(progress);
      }
    }
    return null;
  }

  /**
   * Takes a progress; it is written with the next {@link #write}.
   *
   * @return what is now known of the partition
   */
  public ProgressTracker accept(Topic<?> topic, int partition, Progress progress) {
    Slot slot = new Slot(topic.name(), partition);
    ProgressTracker tracker = tracker(slot, topic.stages());
    tracker.accept(progress);
    Map<String, Progress> writers = waiting.computeIfAbsent(slot, ignored -> new LinkedHashMap<>());
    writers
        .values()
        .removeIf(
            other ->
                other.stage().equals(progress.stage()) && other.writers() != progress.writers());
    writers.merge(progress.writer(), progress, ProgressRows::further);
    return tracker;
  }

  /** Whether a progress waits to be written. */
  public boolean isWaiting() {
    return !waiting.isEmpty();
  }

  /** Writes what waits; call {@link #written()} once the transaction is committed. */
  public Void write(Connection connection) throws SQLException {
    if (waiting.isEmpty()) {
      return null;
    }
    List<Slot> slots = new ArrayList<>();
    List<Progress> writers = new ArrayList<>();
    for (Map.Entry<Slot, Map<String, Progress>> entry : waiting.entrySet()) {
      for (Progress progress : new TreeMap<>(entry.getValue()).values()) {
        slots.add(entry.getKey());
        writers.add(progress);
      }
    }
    writeWriters(connection, slots, writers);
    writeSlots(connection, waiting.keySet());
    return null;
  }

  /** Forgets what {@link #write} wrote. */
  public void written() {
    waiting.clear();
  }

  private static void writeWriters(Connection connection, List<Slot> slots, List<Progress> writers)
      throws SQLException {
    Object[] topics = slots.stream().map(Slot::topic).toArray();
    Object[] partitions = slots.stream().map(Slot::partition).toArray();
    Object[] names = writers.stream().map(Progress::writer).toArray();
    Object[] counts = writers.stream().map(Progress::writers).toArray();
    Object[] through = writers.stream().map(progress -> time(progress.through())).toArray();
    Object[] ended = writers.stream().map(Progress::end).toArray();
    execute(
        connection,
        FORGET_OTHER_WRITERS,
        array(connection, "text", topics),
        array(connection, "int4", partitions),
        array(connection, "text", names),
        array(connection, "int4", counts));
    execute(
        connection,
        WRITE_WRITERS,
        array(connection, "text", topics),
        array(connection, "int4", partitions),
        array(connection, "text", names),
        array(connection, "int4", counts),
        array(connection, "timestamptz", through),
        array(connection, "bool", ended));
  }

  private void writeSlots(Connection connection, Set<Slot> changed) throws SQLException {
    List<Slot> known = new ArrayList<>();
    for (Slot slot : new TreeSet<>(changed)) {
      if (trackers.get(slot).through().isPresent()) {
        known.add(slot);
      }
    }
    if (known.isEmpty()) {
      return;
    }
    execute(
        connection,
        WRITE_SLOTS,
        array(connection, "text", known.stream().map(Slot::topic).toArray()),
        array(connection, "int4", known.stream().map(Slot::partition).toArray()),
        array(
            connection,
            "timestamptz",
            known.stream().map(slot -> time(trackers.get(slot).through().get())).toArray()),
        array(
            connection, "bool", known.stream().map(slot -> trackers.get(slot).ended()).toArray()));
  }

  private ProgressTracker tracker(Slot slot, int stages) {
    return trackers.computeIfAbsent(slot, ignored -> new ProgressTracker(stages));
  }

  private static int stagesOf(String topic) {
    try {
      return Topics.getByName(topic).stages();
    } catch (NoSuchElementException e) {
      return 1; // a topic of an older release; nothing of it is read any more
    }
  }

  private static Progress further(Progress one, Progress other) {
    Instant through = one.through().isAfter(other.through()) ? one.through() : other.through();
    return new Progress(one.writer(), other.writers(), through, one.end() || other.end());
  }

  private static String time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC).toString();
  }

  private static Array array(Connection connection, String type, Object[] values)
      throws SQLException {
    return connection.createArrayOf(type, values);
  }

  private static void execute(Connection connection, String sql, Array... arguments)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setArray(i + 1, arguments[i]);
      }
      statement.executeUpdate();
    }
  }
}
