package io.commonwatt.contracts.community;

import io.commonwatt.contracts.reading.Channel;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;

/** Look-ups over a {@link CommunityFile}. Immutable, safe to share between threads. */
public final class Registry implements Serializable {

  private static final long serialVersionUID = 1L;

  private final CommunityFile file;
  private final Map<String, UsagePoint> usagePoints = new TreeMap<>();
  private final Map<String, List<MeterInstallation>> installationsByMeter = new HashMap<>();
  private final Map<String, Community> communities = new TreeMap<>();
  private final Map<String, Feeder> feeders = new TreeMap<>();
  private final Map<String, List<UsagePoint>> usagePointsByPlacement = new TreeMap<>();
  private final Map<String, List<Resource>> resourcesByUsagePoint = new HashMap<>();

  public Registry(CommunityFile file) {
    this.file = file;
    for (Community community : file.communities()) {
      communities.put(community.id(), community);
    }
    for (Feeder feeder : file.feeders()) {
      feeders.put(feeder.id(), feeder);
    }
    for (UsagePoint usagePoint : file.usagePoints()) {
      usagePoints.put(usagePoint.id(), usagePoint);
    }
    for (UsagePoint usagePoint : usagePoints.values()) {
      usagePointsByPlacement
          .computeIfAbsent(usagePoint.placement(), key -> new ArrayList<>())
          .add(usagePoint);
    }
    for (MeterInstallation installation : file.meterInstallations()) {
      installationsByMeter
          .computeIfAbsent(installation.meter(), key -> new ArrayList<>())
          .add(installation);
    }
    for (Resource resource : file.resources()) {
      resourcesByUsagePoint
          .computeIfAbsent(resource.usagePoint(), key -> new ArrayList<>())
          .add(resource);
    }
    resourcesByUsagePoint.values().forEach(list -> list.sort(Comparator.comparing(Resource::id)));
  }

  public CommunityFile file() {
    return file;
  }

  /** Communities by id. */
  public List<Community> listCommunities() {
    return List.copyOf(communities.values());
  }

  /**
   * Every placement that has usage points, sorted: communities, then feeders and points without
   * one.
   */
  public List<String> listPlacements() {
    return List.copyOf(usagePointsByPlacement.keySet());
  }

  /**
   * The community of that id.
   *
   * @throws NoSuchElementException when there is none
   */
  public Community getCommunity(String id) {
    return Optional.ofNullable(communities.get(id))
        .orElseThrow(
            () -> new NoSuchElementException("No community '" + id + "' in the community file"));
  }

  public Optional<Community> findCommunity(String id) {
    return Optional.ofNullable(communities.get(id));
  }

  public Optional<Feeder> findFeeder(String id) {
    return Optional.ofNullable(feeders.get(id));
  }

  public Optional<UsagePoint> findUsagePoint(String id) {
    return Optional.ofNullable(usagePoints.get(id));
  }

  /** All usage points by id. */
  public List<UsagePoint> listUsagePoints() {
    return List.copyOf(usagePoints.values());
  }

  /** Usage points of a placement, by id. */
  public List<UsagePoint> listUsagePoints(String placement) {
    return List.copyOf(usagePointsByPlacement.getOrDefault(placement, List.of()));
  }

  /** The installation of a meter at a time. */
  public Optional<MeterInstallation> findInstallation(String meter, Instant at) {
    for (MeterInstallation installation : installationsByMeter.getOrDefault(meter, List.of())) {
      if (!at.isBefore(installation.from()) && at.isBefore(installation.to())) {
        return Optional.of(installation);
      }
    }
    return Optional.empty();
  }

  /** Placement of a meter's records: that of its usage point, else the meter itself. */
  public String placementOfMeter(String meter) {
    List<MeterInstallation> installations = installationsByMeter.getOrDefault(meter, List.of());
    return installations.isEmpty()
        ? meter
        : findUsagePoint(installations.get(0).usagePoint())
            .map(UsagePoint::placement)
            .orElse(meter);
  }

  /** Resources behind a usage point at a time, by id. */
  public List<Resource> listResources(String usagePoint, Instant at) {
    List<Resource> found = new ArrayList<>();
    for (Resource resource : resourcesByUsagePoint.getOrDefault(usagePoint, List.of())) {
      if (!at.isBefore(resource.from()) && at.isBefore(resource.to())) {
        found.add(resource);
      }
    }
    return found;
  }

  /** Whether a usage point has this channel. */
  public boolean hasChannel(String usagePoint, Channel channel) {
    return findUsagePoint(usagePoint)
        .map(point -> point.channels().contains(channel))
        .orElse(false);
  }

  /** The tariff of a usage point at a time; one that names it goes before one for all. */
  public Optional<Tariff> findTariff(String usagePoint, Instant at) {
    Tariff forAll = null;
    for (Tariff tariff : file.tariffs()) {
      if (at.isBefore(tariff.from()) || !at.isBefore(tariff.to())) {
        continue;
      }
      if (tariff.usagePoints().contains(usagePoint)) {
        return Optional.of(tariff);
      }
      if (tariff.usagePoints().contains("*") && forAll == null) {
        forAll = tariff;
      }
    }
    return Optional.ofNullable(forAll);
  }

  /** Strategies a community runs at a time, by name. */
  public List<StrategyPeriod> listStrategies(String community, Instant at) {
    List<StrategyPeriod> found = new ArrayList<>();
    for (StrategyPeriod period : file.strategies()) {
      boolean named = period.community().equals("*") || period.community().equals(community);
      if (named && !at.isBefore(period.from()) && at.isBefore(period.to())) {
        found.add(period);
      }
    }
    found.sort(Comparator.comparing(StrategyPeriod::strategy));
    return found;
  }
}
