package io.commonwatt.contracts.community;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Names are unique and what is named exists; a community's records lie in one partition. */
final class ReferenceRules {

  private static final int NAMES_SHOWN = 8;

  private final CommunityDraft draft;
  private final Map<String, Located<Community>> communities;
  private final Map<String, Located<Feeder>> feeders;
  private final Map<String, Located<Place>> places;
  private final Map<String, Located<Market>> markets;
  private final Map<String, Located<Member>> members;
  private final Map<String, Located<UsagePoint>> usagePoints;

  ReferenceRules(CommunityDraft draft) {
    this.draft = draft;
    communities = index(draft.communities(), Community::id);
    feeders = index(draft.feeders(), Feeder::id);
    places = index(draft.places(), Place::id);
    markets = index(draft.markets(), Market::id);
    members = index(draft.members(), Member::id);
    usagePoints = index(draft.usagePoints(), UsagePoint::id);
    index(draft.resources(), Resource::id);
    index(draft.tariffs(), Tariff::id);
  }

  void check() {
    checkSharedNames();
    for (Located<Market> market : draft.markets()) {
      checkCurrency(market);
    }
    for (Located<Community> community : draft.communities()) {
      refer(community.source(), "market", community.value().market(), markets.keySet());
      refer(community.source(), "place", community.value().place(), places.keySet());
    }
    for (Located<Feeder> feeder : draft.feeders()) {
      refer(feeder.source(), "community", feeder.value().community(), communities.keySet());
    }
    draft.usagePoints().forEach(this::checkUsagePoint);
    for (Located<MeterInstallation> meter : draft.meterInstallations()) {
      refer(meter.source(), "usagePoint", meter.value().usagePoint(), usagePoints.keySet());
    }
    for (Located<Resource> resource : draft.resources()) {
      refer(resource.source(), "usagePoint", resource.value().usagePoint(), usagePoints.keySet());
    }
    draft.tariffs().forEach(this::checkTariff);
    for (Located<StrategyPeriod> strategy : draft.strategies()) {
      if (!strategy.value().community().equals("*")) {
        refer(strategy.source(), "community", strategy.value().community(), communities.keySet());
      }
    }
  }

  private void checkUsagePoint(Located<UsagePoint> located) {
    UsagePoint point = located.value();
    YamlObject source = located.source();
    refer(source, "member", point.member(), members.keySet());
    refer(source, "community", point.community(), communities.keySet());
    refer(source, "place", point.place(), places.keySet());
    refer(source, "feeder", point.feeder(), feeders.keySet());
    Located<Feeder> feeder = feeders.get(point.feeder());
    if (feeder != null && !feeder.value().community().equals(point.community())) {
      source.problem(
          source.line("feeder"),
          "belongs to "
              + nameOrNone(point.community())
              + ", its feeder '"
              + point.feeder()
              + "' to "
              + nameOrNone(feeder.value().community())
              + ", but a feeder's sum is made in the one partition that holds its community",
          "set the same community, or enter this section as a feeder of its own");
    }
  }

  private void checkTariff(Located<Tariff> located) {
    YamlObject source = located.source();
    refer(source, "market", located.value().market(), markets.keySet());
    List<String> names = located.value().usagePoints();
    if (names.contains("*")) {
      if (names.size() > 1) {
        source.problem(
            source.line("usagePoints"),
            "usagePoints has '*' beside names",
            "write either '*' alone or the names");
      }
      return;
    }
    for (String name : names) {
      refer(source, "usagePoints", name, usagePoints.keySet());
    }
  }

  private void checkCurrency(Located<Market> market) {
    String currency = market.value().currency();
    boolean known = CommunityFileReader.isCurrency(currency);
    if (known
        && CommunityFileReader.isCurrency(draft.currency())
        && !currency.equals(draft.currency())) {
      market
          .source()
          .problem(
              market.source().line("currency"),
              "is in " + currency + ", the file in " + draft.currency(),
              "convert its prices: amounts have one currency");
    }
  }

  /** Communities, feeders and usage points decide partitions under their bare names. */
  private void checkSharedNames() {
    Map<String, String> taken = new HashMap<>();
    claim(draft.communities(), Community::id, taken);
    claim(draft.feeders(), Feeder::id, taken);
    claim(draft.usagePoints(), UsagePoint::id, taken);
  }

  private static <T> void claim(
      List<Located<T>> objects, Function<T, String> id, Map<String, String> taken) {
    Map<String, String> own = new TreeMap<>();
    for (Located<T> object : objects) {
      String name = id.apply(object.value());
      own.put(name, object.source().label());
      if (taken.containsKey(name)) {
        object
            .source()
            .problem(
                object.source().line("id"),
                "has the id of " + taken.get(name),
                "rename one: communities, feeders and usage points share one set of names");
      }
    }
    taken.putAll(own);
  }

  private static <T> Map<String, Located<T>> index(
      List<Located<T>> objects, Function<T, String> id) {
    Map<String, Located<T>> index = new TreeMap<>();
    for (Located<T> object : objects) {
      String name = id.apply(object.value());
      Located<T> before = name.isEmpty() ? null : index.putIfAbsent(name, object);
      if (before != null) {
        YamlObject source = object.source();
        source.problem(
            source.line("id"),
            "is there twice, first in line " + before.source().line("id"),
            "remove or rename one");
      }
    }
    return index;
  }

  private static void refer(
      YamlObject source, String key, String name, Collection<String> existing) {
    if (!name.isEmpty() && !existing.contains(name)) {
      source.problem(
          source.line(key),
          key + " refers to '" + name + "', which the file does not have",
          existing.isEmpty() ? "add it" : "add it or use one of " + sample(existing));
    }
  }

  private static String sample(Collection<String> names) {
    List<String> shown = new ArrayList<>(names.stream().limit(NAMES_SHOWN).toList());
    if (names.size() > shown.size()) {
      shown.add("…");
    }
    return String.join(", ", shown);
  }

  private static String nameOrNone(String community) {
    return community.isEmpty() ? "no community" : "community '" + community + "'";
  }
}
