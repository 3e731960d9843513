package io.commonwatt.ingestion.door.dataset;

import io.commonwatt.contracts.community.Resource;
import io.commonwatt.ingestion.simulator.BatterySystem;
import io.commonwatt.ingestion.simulator.Climate;
import io.commonwatt.ingestion.simulator.PhotovoltaicSystem;
import io.commonwatt.ingestion.simulator.SeededResources;
import java.time.Instant;
import java.util.List;

/** PV and a battery for a home whose data has none. Not thread-safe. */
public final class SeededPlants {

  private static final long QUARTER_SECONDS = 900;
  private static final long QUARTERS_PER_DAY = 96;

  private final String usagePoint;
  private final Climate climate;
  private final PhotovoltaicSystem photovoltaics;
  private final BatterySystem battery;
  private long keptDay = Long.MIN_VALUE;
  private double[] keptWh;

  /**
   * Plants of a usage point.
   *
   * @param climate of its place
   */
  public SeededPlants(long seed, String usagePoint, Climate climate) {
    this.usagePoint = usagePoint;
    this.climate = climate;
    this.photovoltaics = PhotovoltaicSystem.seeded(seed, usagePoint);
    this.battery = BatterySystem.seeded(seed, usagePoint);
  }

  /** What stands in the community file. */
  public List<Resource> resources(Instant from) {
    return List.of(
        SeededResources.battery(usagePoint, battery, true, from),
        SeededResources.plain(usagePoint, Resource.Type.PV, photovoltaics.peakKw(), true, from));
  }

  /** Energy the PV generates in the hour that starts then, Wh, rounded. */
  long generationWh(Instant start) {
    return generationWh(start, 3600);
  }

  /**
   * Energy the PV generates in an interval, Wh, rounded; within a quarter of an hour its power is
   * constant.
   *
   * @param lengthSeconds of the interval, s
   */
  public long generationWh(Instant start, int lengthSeconds) {
    long at = start.getEpochSecond();
    long end = at + lengthSeconds;
    double sum = 0;
    while (at < end) {
      long quarter = Math.floorDiv(at, QUARTER_SECONDS);
      long next = Math.min(end, (quarter + 1) * QUARTER_SECONDS);
      double share = (double) (next - at) / QUARTER_SECONDS;
      sum += share * quarterWh(quarter);
      at = next;
    }
    return (long) StrictMath.rint(sum);
  }

  /** Energy of a quarter of an hour, counted from 1970, Wh. */
  private double quarterWh(long quarter) {
    long day = Math.floorDiv(quarter, QUARTERS_PER_DAY);
    if (day != keptDay) {
      keptWh = photovoltaics.generationWh(climate.day(day));
      keptDay = day;
    }
    return keptWh[(int) Math.floorMod(quarter, QUARTERS_PER_DAY)];
  }
}
