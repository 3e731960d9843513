package io.commonwatt.ingestion.door.table;

import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.ingestion.door.DoorException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A home as its series show it. Generation and export that never flowed are no series of it. What a
 * home takes from the grid that has neither is what it uses, and filed as consumption.
 *
 * @param filedAs the channels that are kept, and what they are filed as
 * @param stepSeconds metering interval, s
 * @param greatestKw greatest mean power of an interval in any channel, kW
 * @param generationKw greatest mean power generated or fed in, kW; 0 without
 */
record TableHome(
    String id,
    Map<Channel, Channel> filedAs,
    int stepSeconds,
    double greatestKw,
    double generationKw) {

  private static final int SECONDS_PER_HOUR = 3600;

  /**
   * The home of a meter.
   *
   * @param series of the meter by channel
   * @throws DoorException when its intervals do not fit into hours
   */
  static TableHome of(String id, Map<Channel, SeriesSummary> series) {
    Map<Channel, Channel> filedAs = new EnumMap<>(Channel.class);
    double greatestKw = 0;
    double generationKw = 0;
    SeriesSummary usual = null;
    boolean takes = series.containsKey(Channel.CONSUMPTION) || series.containsKey(Channel.IMPORT);
    for (Map.Entry<Channel, SeriesSummary> one : series.entrySet()) {
      boolean gives = one.getKey() == Channel.GENERATION || one.getKey() == Channel.EXPORT;
      if (gives && takes && one.getValue().isOnlyZeros()) {
        continue;
      }
      filedAs.put(one.getKey(), one.getKey());
      greatestKw = Math.max(greatestKw, one.getValue().greatestKw());
      generationKw = gives ? Math.max(generationKw, one.getValue().greatestKw()) : generationKw;
      usual = usual == null ? one.getValue() : usual;
    }
    if (filedAs.keySet().equals(Set.of(Channel.IMPORT))) {
      filedAs.put(Channel.IMPORT, Channel.CONSUMPTION);
    }
    int step = usual.usualSeconds();
    if (SECONDS_PER_HOUR % step != 0) {
      throw new DoorException(
          "data-step",
          "Meter '" + id + "' has intervals of " + step + " s, which do not divide an hour",
          "resample the table to 3600 s or a part of it");
    }
    if (usual.isBesideGrid()) {
      throw new DoorException(
          "data-step",
          "Meter '"
              + id
              + "' has intervals of "
              + step
              + " s that begin beside whole ones from midnight UTC, such as "
              + usual.first(),
          "check time.zone and time.marks of the mapping, or resample the table to shorter ones");
    }
    return new TableHome(id, filedAs, step, greatestKw, generationKw);
  }

  /** Its channels, in the order of the vocabulary. */
  List<Channel> channels() {
    return filedAs.values().stream().sorted().toList();
  }

  /** Whether it generates or feeds in. */
  boolean generates() {
    return channels().contains(Channel.GENERATION) || channels().contains(Channel.EXPORT);
  }

  /** Whether PV may be thought beside what it measures. */
  boolean takesPhotovoltaics() {
    return channels().equals(List.of(Channel.CONSUMPTION));
  }
}
