package io.commonwatt.contracts.community;

import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.registry.RegistryEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** The facts of a community file for the record, each with the topic of its kind. Stateless. */
public final class RegistryEntries {

  public static final String USAGE_POINT = "usage-point";
  public static final String METER_INSTALLATION = "meter-installation";
  public static final String MEMBER = "member";
  public static final String RESOURCE = "resource";
  public static final String TARIFF = "tariff";

  private RegistryEntries() {}

  /**
   * Every usage point, meter installation, member, resource and tariff, in the order of the file.
   * What belongs to a usage point is placed with it; a member with its first usage point.
   *
   * @param knownAt when the platform learnt the file
   */
  public static List<RegistryEntry> listAll(CommunityFile file, Instant knownAt) {
    Map<String, String> byUsagePoint = new HashMap<>();
    Map<String, String> byMember = new HashMap<>();
    for (UsagePoint point : file.usagePoints()) {
      byUsagePoint.put(point.id(), point.placement());
      byMember.putIfAbsent(point.member(), point.placement());
    }
    Entries entries = new Entries(file.sha256(), knownAt, new ArrayList<>());
    for (UsagePoint point : file.usagePoints()) {
      entries.add(USAGE_POINT, point.id(), Instant.EPOCH, point, point.placement());
    }
    for (MeterInstallation meter : file.meterInstallations()) {
      String placement = byUsagePoint.get(meter.usagePoint());
      entries.add(METER_INSTALLATION, meter.meter(), meter.from(), meter, placement);
    }
    for (Member member : file.members()) {
      String placement = byMember.getOrDefault(member.id(), member.id());
      entries.add(MEMBER, member.id(), Instant.EPOCH, member, placement);
    }
    for (Resource resource : file.resources()) {
      String placement = byUsagePoint.get(resource.usagePoint());
      entries.add(RESOURCE, resource.id(), resource.from(), resource, placement);
    }
    for (Tariff tariff : file.tariffs()) {
      entries.add(TARIFF, tariff.id(), tariff.from(), tariff, tariff.id());
    }
    return List.copyOf(entries.list());
  }

  /**
   * The topic of a kind.
   *
   * @throws NoSuchElementException when there is no such kind
   */
  public static Topic<RegistryEntry> topicOf(String kind) {
    return switch (kind) {
      case USAGE_POINT -> Topics.USAGE_POINT;
      case METER_INSTALLATION -> Topics.METER_INSTALLATION;
      case MEMBER -> Topics.MEMBER;
      case RESOURCE -> Topics.RESOURCE;
      case TARIFF -> Topics.TARIFF;
      default -> throw new NoSuchElementException("No registry topic for kind '" + kind + "'");
    };
  }

  private record Entries(String fileHash, Instant knownAt, List<RegistryEntry> list) {
    void add(String kind, String id, Instant validFrom, Record content, String placement) {
      String json = Json.write(ObjectMaps.of(content));
      list.add(new RegistryEntry(kind, id, validFrom, json, fileHash, knownAt, placement));
    }
  }
}
