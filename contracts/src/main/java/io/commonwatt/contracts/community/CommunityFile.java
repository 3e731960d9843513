package io.commonwatt.contracts.community;

import java.io.Serializable;
import java.time.ZoneId;
import java.util.List;

/**
 * The community file: the registry of who and what exists, validated. Immutable.
 *
 * @param currency ISO 4217 code of all amounts
 * @param timeZone local time of tariffs and the screen
 * @param simulatedResources whether resources, prices or PV were seeded by the platform, so that
 *     every report says so
 * @param sha256 hash of the file's bytes, hex
 */
public record CommunityFile(
    String currency,
    ZoneId timeZone,
    boolean simulatedResources,
    List<Community> communities,
    List<Feeder> feeders,
    List<Place> places,
    List<Market> markets,
    List<Member> members,
    List<UsagePoint> usagePoints,
    List<MeterInstallation> meterInstallations,
    List<Resource> resources,
    List<Tariff> tariffs,
    List<StrategyPeriod> strategies,
    String sha256)
    implements Serializable {
  public CommunityFile {
    communities = List.copyOf(communities);
    feeders = List.copyOf(feeders);
    places = List.copyOf(places);
    markets = List.copyOf(markets);
    members = List.copyOf(members);
    usagePoints = List.copyOf(usagePoints);
    meterInstallations = List.copyOf(meterInstallations);
    resources = List.copyOf(resources);
    tariffs = List.copyOf(tariffs);
    strategies = List.copyOf(strategies);
  }
}
