package io.commonwatt.ingestion.door.live;

import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.community.Resource;
import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.contracts.device.DeviceTelemetry;
import io.commonwatt.ingestion.format.TelemetryValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the resource a report is of, and judges the report: control goes on from what is reported,
 * so that what cannot be is kept from it. Immutable, thread-safe.
 */
public final class DeviceDirectory {

  /** As far as an interval may end after it became known: clocks drift. */
  static final Duration FUTURE_TOLERANCE = Duration.ofMinutes(5);

  /** A capacity is known about so well; above it is another unit. */
  private static final double MOST_OF_CAPACITY = 2;

  private final Map<String, List<Resource>> byId = new HashMap<>();
  private final Map<String, String> placements = new HashMap<>();

  DeviceDirectory(Registry registry) {
    for (UsagePoint point : registry.listUsagePoints()) {
      placements.put(point.id(), point.placement());
    }
    for (Resource resource : registry.file().resources()) {
      byId.computeIfAbsent(resource.id(), key -> new ArrayList<>()).add(resource);
    }
  }

  /**
   * What a report comes to.
   *
   * @param record to be taken in; null when it is rejected
   * @param rule why it is rejected: {@code unknown-device}, {@code device-not-installed}, {@code
   *     outside-time-window}, {@code value-range}, {@code state-missing}
   * @param detail for the sender
   */
  record Judged(DeviceTelemetry record, String rule, String detail) {

    static Judged rejected(String rule, String detail) {
      return new Judged(null, rule, detail);
    }
  }

  /** Whether there is a device of a name at a time. */
  public boolean isKnown(String identifier, Instant at) {
    return find(identifier, at) != null;
  }

  private Resource find(String identifier, Instant at) {
    for (Resource resource : byId.getOrDefault(identifier, List.of())) {
      if (!at.isBefore(resource.from()) && at.isBefore(resource.to())) {
        return resource;
      }
    }
    return null;
  }

  /** The record of a report that became known at a time. */
  Judged judge(TelemetryValue value, Instant knownAt) {
    String device = "Device '" + value.resource() + "'";
    if (!byId.containsKey(value.resource())) {
      return Judged.rejected(
          "unknown-device",
          device + " is not in the community file; add it there and send it again");
    }
    if (value.at().isAfter(knownAt.plus(FUTURE_TOLERANCE))) {
      return Judged.rejected(
          "outside-time-window",
          device + " reports " + value.at() + " at " + knownAt + "; check its clock");
    }
    Resource resource = find(value.resource(), value.at());
    if (resource == null) {
      return Judged.rejected(
          "device-not-installed",
          device
              + " is not there at "
              + value.at()
              + "; correct its validity in the community file and send it again");
    }
    boolean store = resource.type() == Resource.Type.BATTERY || resource.type() == Resource.Type.EV;
    Double stored = value.stateOfChargeKwh();
    double most = MOST_OF_CAPACITY * resource.capacityKwh();
    if (store && stored != null && !(stored >= 0 && stored <= most)) {
      return Judged.rejected(
          "value-range",
          device
              + " of "
              + resource.capacityKwh()
              + " kWh cannot hold "
              + stored
              + "; give stateOfChargeKwh in kWh");
    }
    if (resource.type() == Resource.Type.EV && stored == null && value.available()) {
      return Judged.rejected(
          "state-missing",
          device + " does not say what it holds; give stateOfChargeKwh, or available: false");
    }
    return new Judged(
        new DeviceTelemetry(
            value.resource(),
            value.at(),
            value.powerKw() == null ? Double.NaN : value.powerKw(),
            stored == null ? Double.NaN : stored,
            knownAt,
            placements.getOrDefault(resource.usagePoint(), resource.usagePoint())),
        "",
        "");
  }
}
