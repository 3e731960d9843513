package io.commonwatt.benchmarks.stream;

import io.commonwatt.benchmarks.Stopwatch;
import io.commonwatt.benchmarks.fleet.Fleet;
import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topics;
import io.commonwatt.wire.WireSettings;
import io.commonwatt.wire.kafka.TopicAdmin;
import io.commonwatt.wire.kafka.TopicWriter;
import java.time.Instant;
import java.util.List;

/** A broker's topics, filled with the readings of a fleet as a door fills them. */
public final class FilledLog {

  /** Stage of the door. */
  public static final String DOOR = "door";

  /** Everything a door may write for a meter, so that any reader sees it end. */
  private static final List<Topic<?>> TOPICS =
      List.of(
          Topics.RAW_READING,
          Topics.METER_EVENT,
          Topics.RAW_REGISTER,
          Topics.READING_EDIT,
          Topics.REJECTED);

  private FilledLog() {}

  /**
   * Creates the topics and writes all readings, an hour a step.
   *
   * @return readings written
   */
  public static long write(WireSettings settings, Fleet fleet) {
    TopicAdmin.ensure(settings);
    Stopwatch watch = new Stopwatch();
    long[] count = {0};
    try (TopicWriter writer = TopicWriter.open(settings, DOOR, TOPICS)) {
      for (long hour = 0; hour < fleet.hours(); hour++) {
        fleet.readings(
            hour,
            reading -> {
              writer.send(Topics.RAW_READING, reading);
              count[0]++;
            });
        Instant through = Fleet.FROM.plusSeconds((hour + 1) * 3_600);
        writer.progress(through, hour + 1 == fleet.hours());
      }
    }
    Stopwatch.say("%,d readings written, %,.0f a second", count[0], count[0] / watch.seconds());
    return count[0];
  }
}
