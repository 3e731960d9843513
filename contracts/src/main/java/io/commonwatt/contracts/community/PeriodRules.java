package io.commonwatt.contracts.community;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** What may hold at one time: one meter per usage point, one live strategy. */
final class PeriodRules {

  private final CommunityDraft draft;
  private final Map<String, UsagePoint> usagePoints = new TreeMap<>();

  PeriodRules(CommunityDraft draft) {
    this.draft = draft;
    for (Located<UsagePoint> point : draft.usagePoints()) {
      usagePoints.put(point.value().id(), point.value());
    }
  }

  void check() {
    pairs(draft.meterInstallations(), MeterInstallation::meter, this::checkOneMeter);
    pairs(draft.meterInstallations(), MeterInstallation::usagePoint, PeriodRules::checkOnePoint);
    pairs(draft.strategies(), period -> "", PeriodRules::checkStrategies);
  }

  /** Calls the check for every two objects of the same group, in the order of the file. */
  private static <T> void pairs(
      List<Located<T>> objects,
      Function<T, String> group,
      BiConsumer<Located<T>, Located<T>> check) {
    Map<String, List<Located<T>>> groups = new TreeMap<>();
    for (Located<T> object : objects) {
      List<Located<T>> before =
          groups.computeIfAbsent(group.apply(object.value()), key -> new ArrayList<>());
      for (Located<T> other : before) {
        check.accept(other, object);
      }
      before.add(object);
    }
  }

  private void checkOneMeter(Located<MeterInstallation> first, Located<MeterInstallation> second) {
    MeterInstallation one = first.value();
    MeterInstallation other = second.value();
    if (overlap(one.from(), one.to(), other.from(), other.to())) {
      report(first, second, "is installed twice at once");
      return;
    }
    UsagePoint here = usagePoints.get(one.usagePoint());
    UsagePoint there = usagePoints.get(other.usagePoint());
    if (here != null && there != null && !here.placement().equals(there.placement())) {
      second
          .source()
          .problem(
              second.source().line("usagePoint"),
              "moves from '" + here.placement() + "' to '" + there.placement() + "'",
              "give it a new id there: a meter's readings stay in one partition");
    }
  }

  private static void checkOnePoint(
      Located<MeterInstallation> first, Located<MeterInstallation> second) {
    MeterInstallation one = first.value();
    MeterInstallation other = second.value();
    if (!one.meter().equals(other.meter())
        && !one.usagePoint().isEmpty()
        && overlap(one.from(), one.to(), other.from(), other.to())) {
      report(
          first,
          second,
          "and meter '" + one.meter() + "' are at usage point '" + one.usagePoint() + "' at once");
    }
  }

  private static void report(
      Located<MeterInstallation> first, Located<MeterInstallation> second, String what) {
    second
        .source()
        .problem(
            second.source().line("from"),
            what + ", see line " + first.source().line("from"),
            "end the earlier one ('to') where the later begins ('from')");
  }

  private static void checkStrategies(
      Located<StrategyPeriod> first, Located<StrategyPeriod> second) {
    StrategyPeriod one = first.value();
    StrategyPeriod other = second.value();
    boolean sameCommunity =
        one.community().equals("*")
            || other.community().equals("*")
            || one.community().equals(other.community());
    if (!sameCommunity || !overlap(one.from(), one.to(), other.from(), other.to())) {
      return;
    }
    YamlObject source = second.source();
    int before = first.source().line("strategy");
    if (one.strategy().equals(other.strategy())) {
      source.problem(
          source.line("strategy"),
          "runs twice at once in a community, see line " + before,
          "remove one or end the earlier");
    } else if (one.live() && other.live()) {
      source.problem(
          source.line("live"),
          "is live beside strategy '" + one.strategy() + "' of line " + before,
          "leave one live: its setpoints move the devices");
    }
  }

  static boolean overlap(Instant from, Instant to, Instant otherFrom, Instant otherTo) {
    return from.isBefore(otherTo) && otherFrom.isBefore(to);
  }
}
