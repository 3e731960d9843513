package io.commonwatt.contracts.community;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every usage point has one tariff at each time it has a meter. */
final class TariffRules {

  private final CommunityDraft draft;
  private final List<Located<Tariff>> forAll = new ArrayList<>();
  private final Map<String, List<Located<Tariff>>> byUsagePoint = new TreeMap<>();

  TariffRules(CommunityDraft draft) {
    this.draft = draft;
    for (Located<Tariff> tariff : draft.tariffs()) {
      for (String name : tariff.value().usagePoints()) {
        if (name.equals("*")) {
          forAll.add(tariff);
        } else {
          byUsagePoint.computeIfAbsent(name, key -> new ArrayList<>()).add(tariff);
        }
      }
    }
  }

  void check() {
    checkOneAtATime("all usage points", forAll);
    byUsagePoint.forEach((name, tariffs) -> checkOneAtATime("'" + name + "'", tariffs));
    Map<String, List<MeterInstallation>> meters = new TreeMap<>();
    for (Located<MeterInstallation> meter : draft.meterInstallations()) {
      meters
          .computeIfAbsent(meter.value().usagePoint(), key -> new ArrayList<>())
          .add(meter.value());
    }
    for (Located<UsagePoint> point : draft.usagePoints()) {
      checkCovered(point, meters.getOrDefault(point.value().id(), List.of()));
    }
  }

  private void checkCovered(Located<UsagePoint> point, List<MeterInstallation> meters) {
    List<Located<Tariff>> tariffs = new ArrayList<>(forAll);
    tariffs.addAll(byUsagePoint.getOrDefault(point.value().id(), List.of()));
    YamlObject source = point.source();
    if (tariffs.isEmpty()) {
      source.problem(source.line("id"), "has no tariff", "name it in a tariff, or use '*' for all");
      return;
    }
    for (MeterInstallation meter : meters) {
      Instant gap = firstGap(tariffs, meter.from(), meter.to());
      if (gap != null) {
        source.problem(
            source.line("id"),
            "has no tariff from " + gap + " on while meter '" + meter.meter() + "' is there",
            "extend a tariff or add one");
        return;
      }
    }
  }

  /** First time in [from, to) that no tariff covers; null when there is none. */
  private static Instant firstGap(List<Located<Tariff>> tariffs, Instant from, Instant to) {
    Instant at = from;
    while (at.isBefore(to)) {
      Instant covered = at;
      for (Located<Tariff> tariff : tariffs) {
        Tariff each = tariff.value();
        if (!at.isBefore(each.from()) && covered.isBefore(each.to())) {
          covered = each.to();
        }
      }
      if (covered.equals(at)) {
        return at;
      }
      at = covered;
    }
    return null;
  }

  private static void checkOneAtATime(String whose, List<Located<Tariff>> tariffs) {
    for (int i = 0; i < tariffs.size(); i++) {
      Tariff one = tariffs.get(i).value();
      for (int j = 0; j < i; j++) {
        Tariff other = tariffs.get(j).value();
        if (PeriodRules.overlap(one.from(), one.to(), other.from(), other.to())) {
          YamlObject source = tariffs.get(i).source();
          source.problem(
              source.line("usagePoints"),
              "and tariff '" + other.id() + "' both hold for " + whose + " at one time",
              "end the earlier one ('to') where the later begins ('from')");
        }
      }
    }
  }
}
