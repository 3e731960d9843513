package io.commonwatt.ingestion.door.dataset;

import io.commonwatt.contracts.community.Resource;
import io.commonwatt.ingestion.simulator.BatterySystem;
import io.commonwatt.ingestion.simulator.Climate;
import io.commonwatt.ingestion.simulator.PhotovoltaicSystem;
import io.commonwatt.ingestion.simulator.SeededResources;
import java.time.Instant;
import java.util.List;

/** PV and a battery for a home whose data has none. Not thread-safe. */
final class SeededPlants {

  private static final int QUARTERS_PER_HOUR = 4;

  private final String usagePoint;
  private final Climate climate;
  private final PhotovoltaicSystem photovoltaics;
  private final BatterySystem battery;
  private long keptDay = Long.MIN_VALUE;
  private double[] keptWh;

  SeededPlants(long seed, String usagePoint, Climate climate) {
    this.usagePoint = usagePoint;
    this.climate = climate;
    this.photovoltaics = PhotovoltaicSystem.seeded(seed, usagePoint);
    this.battery = BatterySystem.seeded(seed, usagePoint);
  }

  List<Resource> resources(Instant from) {
    return List.of(
        SeededResources.battery(usagePoint, battery, true, from),
        SeededResources.plain(usagePoint, Resource.Type.PV, photovoltaics.peakKw(), true, from));
  }

  /** Energy the PV generates in the hour that starts then, Wh, rounded. */
  long generationWh(Instant start) {
    long hours = Math.floorDiv(start.getEpochSecond(), 3600L);
    long day = Math.floorDiv(hours, 24L);
    if (day != keptDay) {
      keptWh = photovoltaics.generationWh(climate.day(day));
      keptDay = day;
    }
    int first = (int) Math.floorMod(hours, 24L) * QUARTERS_PER_HOUR;
    double sum = 0;
    for (int quarter = first; quarter < first + QUARTERS_PER_HOUR; quarter++) {
      sum += keptWh[quarter];
    }
    return (long) StrictMath.rint(sum);
  }
}
