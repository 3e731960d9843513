package io.commonwatt.contracts.community;

import java.util.List;

/** The objects of a file as read, not yet checked against each other. */
record CommunityDraft(
    String currency,
    List<Located<Community>> communities,
    List<Located<Feeder>> feeders,
    List<Located<Place>> places,
    List<Located<Market>> markets,
    List<Located<Member>> members,
    List<Located<UsagePoint>> usagePoints,
    List<Located<MeterInstallation>> meterInstallations,
    List<Located<Resource>> resources,
    List<Located<Tariff>> tariffs,
    List<Located<StrategyPeriod>> strategies) {}
