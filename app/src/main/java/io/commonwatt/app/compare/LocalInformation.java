package io.commonwatt.app.compare;

import io.commonwatt.contracts.market.MemberSettlement;
import io.commonwatt.contracts.market.Settlement;
import io.commonwatt.market.coordination.SolvedHistory;
import io.commonwatt.market.dispatch.Dispatcher;
import io.commonwatt.market.local.InformationBound;
import io.commonwatt.market.local.LinkRanking;
import io.commonwatt.market.local.LocalFeatures;
import io.commonwatt.market.local.LocalPolicy;
import io.commonwatt.market.local.PolicyTrainer;
import io.commonwatt.market.local.SharedOptimum;
import io.commonwatt.market.resource.Battery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a home's own measurements tell of what would have been best, how far its policy is from what
 * that information allows, and whom it should listen to. One community, at most eight weeks; what
 * is learnt from the first 60 % is judged on the rest. Stateless.
 */
final class LocalInformation {

  private static final int MOST_HOURS = 8 * 7 * 24;
  private static final double TRAINING_SHARE = 0.6;
  private static final int VALUES = 48;
  private static final int MOST_LINKS = 10;
  private static final long SEED = 1707;

  private LocalInformation() {}

  /** A link and the home that would buy it. */
  private record Bought(String home, LinkRanking.Link link) {}

  /**
   * The information of a community.
   *
   * @param settled its hours in order
   * @param batteries by usage point
   */
  static Map<String, Object> of(List<Settlement> settled, Map<String, List<Battery>> batteries) {
    List<Settlement> hours =
        settled.subList(Math.max(0, settled.size() - MOST_HOURS), settled.size());
    int size = hours.size();
    Map<String, double[]> net = new TreeMap<>();
    double[] imports = new double[size];
    double[] exports = new double[size];
    for (int hour = 0; hour < size; hour++) {
      imports[hour] = hours.get(hour).wholesaleImportMilliCentPerKwh() / 1000.0;
      exports[hour] = hours.get(hour).wholesaleExportMilliCentPerKwh() / 1000.0;
      for (MemberSettlement member : hours.get(hour).members()) {
        net.computeIfAbsent(member.usagePoint(), key -> new double[size])[hour] =
            (member.loadWh() - member.generationWh()) / 1000.0;
      }
    }
    List<String> names = List.copyOf(net.keySet());
    List<SharedOptimum.Home> homes = new ArrayList<>();
    for (String name : names) {
      homes.add(home(batteries.getOrDefault(name, List.of()), net.get(name)));
    }
    SharedOptimum.Part[] parts =
        SolvedHistory.solve(Dispatcher.create(), hours.get(0).start(), homes, imports, exports);
    long first = Math.floorDiv(hours.get(0).start().getEpochSecond(), 3600L);
    List<Map<String, Object>> found = new ArrayList<>();
    List<Bought> links = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (homes.get(i).capacityKwh() > 0) {
        List<double[]> rows = new ArrayList<>();
        double[] action = new double[size];
        for (int hour = 0; hour < size; hour++) {
          rows.add(
              LocalFeatures.of(
                  first + hour,
                  net.get(names.get(i)),
                  imports,
                  exports,
                  hour,
                  parts[i].stored()[hour]));
          action[hour] = homes.get(i).netKwh()[hour] + parts[i].chargeKwh()[hour];
        }
        found.add(judge(names.get(i), rows, action, net, links));
      }
    }
    links.sort(
        Comparator.comparingDouble((Bought bought) -> bought.link().bits())
            .reversed()
            .thenComparing(Bought::home)
            .thenComparing(bought -> bought.link().from()));
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("community", hours.get(0).community());
    document.put("hours", size);
    document.put("homes", found);
    document.put(
        "links",
        links.stream()
            .limit(MOST_LINKS)
            .map(
                bought ->
                    Map.of(
                        "home", bought.home(),
                        "from", bought.link().from(),
                        "bits", bought.link().bits()))
            .toList());
    return document;
  }

  private static SharedOptimum.Home home(List<Battery> own, double[] net) {
    return new SharedOptimum.Home(
        own.stream().mapToDouble(Battery::capacityKwh).sum(),
        own.stream().mapToDouble(Battery::chargeKw).sum(),
        own.stream().mapToDouble(Battery::dischargeKw).sum(),
        own.stream().mapToDouble(Battery::oneWayEfficiency).min().orElse(1),
        own.stream().mapToLong(Battery::wearMilliCentPerKwh).max().orElse(0),
        net);
  }

  private static Map<String, Object> judge(
      String home,
      List<double[]> rows,
      double[] action,
      Map<String, double[]> net,
      List<Bought> links) {
    int cut = (int) (TRAINING_SHARE * action.length);
    LocalPolicy policy =
        PolicyTrainer.train(
            LocalFeatures.names(), rows.subList(0, cut), Arrays.copyOf(action, cut), SEED);
    double[] best = Arrays.copyOfRange(action, cut, action.length);
    double[] told = new double[best.length];
    double error = 0;
    for (int i = 0; i < best.length; i++) {
      told[i] = policy.of(rows.get(cut + i));
      error += (told[i] - best[i]) * (told[i] - best[i]) / best.length;
    }
    Map<String, double[]> others = new TreeMap<>();
    net.forEach(
        (other, measured) -> {
          if (!other.equals(home)) {
            others.put(other, Arrays.copyOfRange(measured, cut, measured.length));
          }
        });
    for (LinkRanking.Link link : LinkRanking.rank(best, told, others)) {
      links.add(new Bought(home, link));
    }
    double bits = LinkRanking.ownBits(best, told);
    double mean = Arrays.stream(best).average().orElse(0);
    double variance =
        Arrays.stream(best).map(value -> (value - mean) * (value - mean)).average().orElse(0);
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("home", home);
    row.put("bits", bits);
    row.put("varianceKwh2", variance);
    row.put("meanSquaredErrorKwh2", error);
    row.put("leastErrorKwh2", leastError(best, bits));
    row.put("gaussianReferenceKwh2", InformationBound.gaussianDistortion(variance, bits));
    return row;
  }

  /** Least error of an action of this distribution of which so many bits are known. */
  private static double leastError(double[] action, double bits) {
    double least = Arrays.stream(action).min().orElse(0);
    double width = Math.max(1e-9, (Arrays.stream(action).max().orElse(0) - least) / VALUES);
    TreeMap<Integer, Integer> counts = new TreeMap<>();
    for (double value : action) {
      counts.merge((int) Math.min(VALUES - 1, (value - least) / width), 1, Integer::sum);
    }
    double[] values = new double[counts.size()];
    double[] probabilities = new double[counts.size()];
    int at = 0;
    for (Map.Entry<Integer, Integer> count : counts.entrySet()) {
      values[at] = least + (count.getKey() + 0.5) * width;
      probabilities[at++] = (double) count.getValue() / action.length;
    }
    return InformationBound.distortion(values, probabilities, bits);
  }
}
