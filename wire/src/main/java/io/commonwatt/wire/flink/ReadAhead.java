package io.commonwatt.wire.flink;

import io.commonwatt.contracts.Progress;
import io.commonwatt.wire.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * How far partitions are read beyond the slowest: what is read waits in the inbox of its placement
 * until all have come so far, and a topic with little in it is read through in moments. A source
 * that reads for a step therefore stops a partition whose progress is too far beyond the least. It
 * decides when something is read and nothing else; watermarks are made by {@link Arrivals}.
 */
final class ReadAhead {

  /** Least time that is read ahead. */
  static final Duration LEAST = Duration.ofHours(1);

  /** Hours of one placement that are read ahead, shared among all of them. */
  private static final long PLACEMENT_HOURS = 500;

  /** How often sources tell one another how far they are. */
  private static final Duration INTERVAL = Duration.ofMillis(100);

  private static final int HEADER_BYTES = 10;

  private ReadAhead() {}

  /**
   * For a source that reads for steps.
   *
   * @param placements how many there are
   */
  static WatermarkStrategy<Fetched> bounded(int placements) {
    return WatermarkStrategy.<Fetched>forGenerator(context -> new Told())
        .withWatermarkAlignment("read-ahead", most(placements), INTERVAL);
  }

  /** Time that is read ahead with so many placements. */
  static Duration most(int placements) {
    long hours = PLACEMENT_HOURS / Math.max(1, placements);
    return hours > LEAST.toHours() ? Duration.ofHours(hours) : LEAST;
  }

  /** How far one partition is, by what its writers say in it. */
  private static final class Told implements WatermarkGenerator<Fetched> {

    private static final byte[] PROGRESS =
        Arrays.copyOf(Wire.encode(new Progress("none/0", 1, Instant.EPOCH, false)), HEADER_BYTES);

    private long through = Long.MIN_VALUE;

    @Override
    public void onEvent(Fetched event, long timestamp, WatermarkOutput output) {
      byte[] bytes = event.bytes();
      if (bytes.length > HEADER_BYTES
          && Arrays.equals(bytes, 0, HEADER_BYTES, PROGRESS, 0, HEADER_BYTES)
          && Wire.decode(bytes) instanceof Progress said
          && said.through().toEpochMilli() > through) {
        through = said.through().toEpochMilli();
        output.emitWatermark(new Watermark(through));
        if (said.end()) {
          output.markIdle();
        }
      }
    }

    /** After a restart a partition that has ended says nothing any more. */
    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      if (through == Long.MIN_VALUE) {
        output.markIdle();
      }
    }
  }
}
