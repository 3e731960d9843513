package io.commonwatt.streams.vee;

import io.commonwatt.contracts.community.MeterInstallation;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.community.Resource;
import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.contracts.reading.Channel;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who a meter's readings belong to, prepared for a look-up per reading. Immutable. */
final class Directory {
  private static final int SECONDS_PER_DAY = 86_400;

  private final Registry registry;
  private final Map<String, List<MeterInstallation>> byMeter = new HashMap<>();
  private final Map<String, MeteredPoint> points = new HashMap<>();

  /**
   * Prepares the look-ups.
   *
   * @throws IllegalArgumentException when an interval length does not divide a day
   */
  Directory(Registry registry, VeeSettings settings) {
    this.registry = registry;
    Map<String, List<MeterInstallation>> byPoint = new HashMap<>();
    List<MeterInstallation> installations = new ArrayList<>(registry.file().meterInstallations());
    installations.sort(Comparator.comparing(MeterInstallation::from));
    for (MeterInstallation installation : installations) {
      byMeter.computeIfAbsent(installation.meter(), key -> new ArrayList<>()).add(installation);
      byPoint
          .computeIfAbsent(installation.usagePoint(), key -> new ArrayList<>())
          .add(installation);
    }
    for (UsagePoint point : registry.listUsagePoints()) {
      int seconds = point.intervalSeconds();
      if (seconds <= 0 || SECONDS_PER_DAY % seconds != 0) {
        throw new IllegalArgumentException(
            "Usage point '"
                + point.id()
                + "' has an interval of "
                + seconds
                + " s, which does not divide a day; give one that does, for example 900 or 1800");
      }
      points.put(
          point.id(),
          new MeteredPoint(
              point,
              byPoint.getOrDefault(point.id(), List.of()),
              settings.getClass(point.maxKw())));
    }
  }

  /** Time zone of the community file, in which days are counted. */
  ZoneId timeZone() {
    return registry.file().timeZone();
  }

  boolean isKnownMeter(String meter) {
    return byMeter.containsKey(meter);
  }

  /** Where the meter is at a time; null when it is not installed. */
  MeterInstallation findInstallation(String meter, Instant at) {
    List<MeterInstallation> installations = byMeter.get(meter);
    if (installations == null) {
      return null;
    }
    for (int index = installations.size() - 1; index >= 0; index--) {
      MeterInstallation installation = installations.get(index);
      if (!at.isBefore(installation.from()) && at.isBefore(installation.to())) {
        return installation;
      }
    }
    return null;
  }

  /** The usage point of that id; null when the registry has none. */
  MeteredPoint findPoint(String usagePoint) {
    return points.get(usagePoint);
  }

  /** Whether a battery is declared, whose charge no channel shows. */
  boolean hasBattery(String usagePoint, Instant at) {
    return registry.listResources(usagePoint, at).stream()
        .anyMatch(resource -> resource.type() == Resource.Type.BATTERY);
  }

  /**
   * Power of the declared resources that show on a channel, kW: chargers and heat pumps on what is
   * used, PV on what is generated; batteries on what crosses the connection.
   */
  double declaredKw(String usagePoint, Channel channel, Instant at) {
    boolean used = channel == Channel.CONSUMPTION || channel == Channel.IMPORT;
    boolean net = channel == Channel.IMPORT || channel == Channel.EXPORT;
    double powerKw = 0;
    for (Resource resource : registry.listResources(usagePoint, at)) {
      boolean shows =
          switch (resource.type()) {
            case EV, HEAT_PUMP, HOT_WATER, FLEXIBLE_LOAD, DEFERRABLE_LOAD ->
                used && !resource.isPlanned();
            case PV -> !used;
            case BATTERY -> net;
          };
      powerKw += shows ? resource.powerKw() : 0;
    }
    return powerKw;
  }
}
