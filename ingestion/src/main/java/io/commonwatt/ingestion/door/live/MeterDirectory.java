package io.commonwatt.ingestion.door.live;

import io.commonwatt.contracts.community.MeterInstallation;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.community.UsagePoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the meter a sender means: by the meter's own identifier, or by that of a usage point (NMI,
 * EAN, GSRN…), which means the meter installed there at the time. Immutable, thread-safe.
 */
public final class MeterDirectory {

  private final Map<String, List<MeterInstallation>> byMeter = new HashMap<>();
  private final Map<String, List<MeterInstallation>> byUsagePoint = new HashMap<>();
  private final Map<String, String> placements = new HashMap<>();
  private final DeviceDirectory devices;

  public MeterDirectory(Registry registry) {
    devices = new DeviceDirectory(registry);
    for (UsagePoint point : registry.listUsagePoints()) {
      placements.put(point.id(), point.placement());
      byUsagePoint.put(point.id(), new ArrayList<>());
    }
    for (MeterInstallation installation : registry.file().meterInstallations()) {
      byMeter.computeIfAbsent(installation.meter(), key -> new ArrayList<>()).add(installation);
      byUsagePoint
          .computeIfAbsent(installation.usagePoint(), key -> new ArrayList<>())
          .add(installation);
    }
  }

  /**
   * Where a value belongs.
   *
   * @param meter the meter's identifier; null when there is none
   * @param usagePoint where it is installed; null when there is no meter
   * @param placement placement of its records; null when there is no meter
   * @param rule why there is none: {@code unknown-meter}, {@code meter-not-installed}
   * @param detail for the sender
   */
  public record Place(
      String meter, String usagePoint, String placement, String rule, String detail) {}

  /** The devices of the same registry. */
  public DeviceDirectory devices() {
    return devices;
  }

  /** Whether there is a meter behind an identifier at a time. */
  public boolean isKnown(String identifier, Instant at) {
    return find(identifier, at).meter() != null;
  }

  /** Whether there is a usage point behind an identifier at a time. */
  public boolean isKnownPoint(String identifier, Instant at) {
    return findPoint(identifier, at).usagePoint() != null;
  }

  /**
   * The usage point behind an identifier at a time: one that bears it, whether it has a meter or
   * not, or the one where the meter of that name is installed.
   */
  Place findPoint(String identifier, Instant at) {
    String placement = byMeter.containsKey(identifier) ? null : placements.get(identifier);
    return placement == null ? find(identifier, at) : new Place("", identifier, placement, "", "");
  }

  /** The meter behind an identifier at a time. */
  public Place find(String identifier, Instant at) {
    List<MeterInstallation> installations = byMeter.get(identifier);
    if (installations == null) {
      installations = byUsagePoint.get(identifier);
    }
    if (installations == null) {
      return new Place(
          null,
          null,
          null,
          "unknown-meter",
          "Neither a meter nor a usage point '"
              + identifier
              + "' is in the community file; add it there and send it again");
    }
    for (MeterInstallation installation : installations) {
      if (!at.isBefore(installation.from()) && at.isBefore(installation.to())) {
        String placement = placements.getOrDefault(installation.usagePoint(), identifier);
        return new Place(installation.meter(), installation.usagePoint(), placement, "", "");
      }
    }
    return new Place(
        null,
        null,
        null,
        "meter-not-installed",
        "No meter is installed as '"
            + identifier
            + "' at "
            + at
            + "; correct its installation in the community file and send it again");
  }
}
