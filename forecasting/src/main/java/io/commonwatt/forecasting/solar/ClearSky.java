package io.commonwatt.forecasting.solar;

import java.util.Arrays;

/**
 * Clear-sky irradiance and night of the intervals of a place, remembered on a ring: the same values
 * whether remembered or computed. Not thread-safe.
 */
public final class ClearSky {

  private static final int SAMPLES = 4;
  private static final int DAYS = 48;

  private final SolarGeometry geometry;
  private final int stepSeconds;
  private final long[] indexes;
  private final double[] irradiances;
  private final boolean[] nights;

  public ClearSky(SolarGeometry geometry, int stepSeconds) {
    this.geometry = geometry;
    this.stepSeconds = stepSeconds;
    int size = DAYS * (86_400 / stepSeconds);
    indexes = new long[size];
    irradiances = new double[size];
    nights = new boolean[size];
    Arrays.fill(indexes, Long.MIN_VALUE);
  }

  /** Mean clear-sky irradiance of an interval, W/m². */
  public double irradiance(long index) {
    return irradiances[slot(index)];
  }

  /** Whether the sun is at or below the horizon over the whole interval. */
  public boolean isNight(long index) {
    return nights[slot(index)];
  }

  private int slot(long index) {
    int slot = (int) Math.floorMod(index, (long) indexes.length);
    if (indexes[slot] != index) {
      double start = (double) index * stepSeconds;
      double sum = 0;
      boolean night = true;
      for (int i = 0; i <= SAMPLES; i++) {
        double sinElevation = geometry.sinElevation(start + (double) stepSeconds * i / SAMPLES);
        night &= sinElevation <= 0;
        double weight = i == 0 || i == SAMPLES ? 0.5 : 1;
        sum += weight * SolarGeometry.clearSkyIrradiance(sinElevation);
      }
      indexes[slot] = index;
      irradiances[slot] = sum / SAMPLES;
      nights[slot] = night;
    }
    return slot;
  }
}
