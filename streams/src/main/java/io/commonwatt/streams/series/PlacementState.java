package io.commonwatt.streams.series;

import java.util.Map;
import java.util.TreeMap;

/** State of validation for one placement: its usage points in order. Not thread-safe. */
public final class PlacementState {
  /** {@link #lastStep} before the first one. */
  public static final long NO_STEP = Long.MIN_VALUE;

  private final String placement;
  private final TreeMap<String, PointState> points = new TreeMap<>();
  ImportIds imports = new ImportIds();
  private long lastStep = NO_STEP;

  public PlacementState(String placement) {
    this.placement = placement;
  }

  public String placement() {
    return placement;
  }

  /** Usage points that have sent something, by id. */
  public Map<String, PointState> points() {
    return points;
  }

  public ImportIds imports() {
    return imports;
  }

  /** Epoch second of the last step run, or {@link #NO_STEP}. */
  public long lastStep() {
    return lastStep;
  }

  public void lastStep(long epochSecond) {
    lastStep = epochSecond;
  }
}
