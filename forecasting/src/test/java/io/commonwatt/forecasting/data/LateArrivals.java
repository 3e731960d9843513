package io.commonwatt.forecasting.data;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.reading.Origin;
import io.commonwatt.contracts.reading.Quality;
import io.commonwatt.contracts.reading.ValidatedReading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes some readings late, estimated first and corrected. */
public final class LateArrivals {

  private LateArrivals() {}

  public static List<Travelling> of(List<Travelling> records, long seed) {
    Random random = new Random(seed);
    List<Travelling> late = new ArrayList<>();
    for (Travelling record : records) {
      int draw = random.nextInt(100);
      if (record instanceof ValidatedReading reading && draw < 4) {
        if (draw < 2) {
          late.add(known(reading, reading.knownAt(), reading.energyWh() / 2, Origin.ESTIMATED));
        }
        Instant later = reading.knownAt().plus(Duration.ofMinutes(10 + random.nextInt(3000)));
        late.add(known(reading, later, reading.energyWh(), Origin.MEASURED));
      } else {
        late.add(record);
      }
    }
    return late;
  }

  private static ValidatedReading known(
      ValidatedReading reading, Instant at, long energyWh, Origin origin) {
    Quality quality = origin == Origin.MEASURED ? Quality.VALID : Quality.ESTIMATED_LINEAR;
    return new ValidatedReading(
        reading.usagePoint(),
        reading.community(),
        reading.feeder(),
        reading.channel(),
        reading.start(),
        reading.lengthSeconds(),
        energyWh,
        origin == Origin.MEASURED ? energyWh : null,
        origin,
        quality,
        List.of(),
        "",
        reading.meter(),
        at.toEpochMilli(),
        at,
        reading.placement());
  }
}
