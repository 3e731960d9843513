package io.commonwatt.ingestion.format;

import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.Quality;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Validated values from a seed, for round trips. */
public final class ValidatedValues {

  private ValidatedValues() {}

  /**
   * Days of two usage points with import and export each, in the order writers want, every quality
   * among them.
   *
   * @param start begin of the first interval
   */
  public static List<ValidatedValue> of(long seed, Instant start, int days, int lengthSeconds) {
    SplittableRandom random = new SplittableRandom(seed);
    Quality[] qualities = Quality.values();
    List<ValidatedValue> values = new ArrayList<>();
    for (String point : List.of("UP00000001", "UP00000002")) {
      for (Channel channel : List.of(Channel.IMPORT, Channel.EXPORT)) {
        Quality quality = Quality.VALID;
        for (int i = 0; i < days * 86_400 / lengthSeconds; i++) {
          if (random.nextInt(6) == 0) {
            quality = qualities[random.nextInt(qualities.length)];
          }
          boolean zero = quality == Quality.POWER_FAIL || quality == Quality.MISSING;
          values.add(
              new ValidatedValue(
                  point,
                  "M" + point.substring(2),
                  channel,
                  start.plusSeconds((long) i * lengthSeconds),
                  lengthSeconds,
                  zero ? 0 : random.nextInt(5000),
                  quality,
                  ""));
        }
      }
    }
    return values;
  }
}
