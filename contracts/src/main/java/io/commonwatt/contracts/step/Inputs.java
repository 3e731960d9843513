package io.commonwatt.contracts.step;

import io.commonwatt.contracts.Travelling;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The order in which a step sees its inputs, the same in every engine. */
public final class Inputs {
  public static final Comparator<Travelling> ORDER =
      Comparator.comparing(Travelling::knownAt)
          .thenComparing(record -> record.getClass().getSimpleName())
          .thenComparing(Travelling::key)
          .thenComparing(Travelling::id)
          .thenComparingLong(Travelling::version);

  private Inputs() {}

  /** Sorts in {@link #ORDER}, stably. Keys and ids, which are texts put together, are made once. */
  public static void sort(List<Travelling> records) {
    Keyed[] keyed = new Keyed[records.size()];
    for (int i = 0; i < keyed.length; i++) {
      keyed[i] = new Keyed(records.get(i));
    }
    Arrays.sort(keyed);
    for (int i = 0; i < keyed.length; i++) {
      records.set(i, keyed[i].record);
    }
  }

  private static final class Keyed implements Comparable<Keyed> {
    private final Travelling record;
    private final Instant knownAt;
    private final String type;
    private final String key;
    private String id;

    private Keyed(Travelling record) {
      this.record = record;
      knownAt = record.knownAt();
      type = record.getClass().getSimpleName();
      key = record.key();
    }

    @Override
    public int compareTo(Keyed other) {
      int order = knownAt.compareTo(other.knownAt);
      order = order != 0 ? order : type.compareTo(other.type);
      order = order != 0 ? order : key.compareTo(other.key);
      order = order != 0 ? order : id().compareTo(other.id());
      return order != 0 ? order : Long.compare(record.version(), other.record.version());
    }

    /** Few are asked for it. */
    private String id() {
      if (id == null) {
        id = record.id();
      }
      return id;
    }
  }
}
