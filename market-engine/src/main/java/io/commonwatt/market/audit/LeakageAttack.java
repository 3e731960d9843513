package io.commonwatt.market.audit;

import io.commonwatt.contracts.market.MarketMessage;
import io.commonwatt.contracts.market.MarketMessage.Account;
import io.commonwatt.contracts.market.MemberSettlement;
import io.commonwatt.contracts.market.Settlement;
import io.commonwatt.market.channel.Channel;
import io.commonwatt.market.local.LocalPolicy;
import io.commonwatt.market.local.PolicyTrainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an attacker learns who reads every message a home sends in operation. It knows the protocols
 * and the clock, has the true load of half of the homes, learns from them (random forest, Tribuo)
 * and reconstructs the load of the others, hour by hour, from what was said in it, in the one
 * before and in the one after, for a forecast follows what was just measured; then the other way
 * round. Not thread-safe.
 */
public final class LeakageAttack {

  private static final int MOST_HOMES = 100;
  private static final int MOST_ROWS = 6000;
  private static final int FIRST_OF_KINDS = 2;
  private static final long SEED = 15;
  private static final int SECONDS = 3600;
  private static final int HOURS_AROUND = 1;

  /** Of each kind: the numbers of the last message of the hour and the sum of all their firsts. */
  private static final int OF_KIND = MessageNumbers.EACH + 1;

  private static final int NUMBERS = MessageNumbers.KINDS.size() * OF_KIND;

  /** What each home told in each tick, by home and tick. */
  private final Map<String, TreeMap<Long, float[]>> told = new TreeMap<>();

  /** Its true load, Wh. */
  private final Map<String, TreeMap<Long, Long>> loads = new TreeMap<>();

  /**
   * What was learnt.
   *
   * @param loadR2 held-out share of the variance of the load that is explained; negative where the
   *     mean would do better
   * @param activeAccuracy held-out share of the hours in which it is right about whether the load
   *     was above the home's mean, which stands for somebody being at home and awake
   */
  public record Learnt(double loadR2, double activeAccuracy, int homes) {}

  /** Takes a message, body kept. */
  public void hear(MarketMessage message) {
    if (message.account() != Account.OPERATION || message.sender().equals(Channel.HUB)) {
      return;
    }
    double[] numbers = MessageNumbers.of(message);
    if (numbers.length == 0 || (!told.containsKey(message.sender()) && told.size() >= MOST_HOMES)) {
      return;
    }
    float[] row =
        told.computeIfAbsent(message.sender(), home -> new TreeMap<>())
            .computeIfAbsent(message.tick().getEpochSecond(), tick -> new float[NUMBERS]);
    int at = MessageNumbers.KINDS.indexOf(message.kind()) * OF_KIND;
    for (int i = 0; i < MessageNumbers.EACH; i++) {
      row[at + i] = (float) numbers[i];
    }
    row[at + MessageNumbers.EACH] += (float) numbers[0];
  }

  /** Takes the truth. */
  public void know(Settlement settlement) {
    for (MemberSettlement member : settlement.members()) {
      if (loads.containsKey(member.usagePoint()) || loads.size() < MOST_HOMES) {
        loads
            .computeIfAbsent(member.usagePoint(), home -> new TreeMap<>())
            .put(settlement.start().getEpochSecond(), member.loadWh());
      }
    }
  }

  /** Attacks; needs two homes or more. */
  public Learnt attack() {
    List<String> homes = new ArrayList<>(new TreeSet<>(loads.keySet()));
    if (homes.size() < 2) {
      return new Learnt(Double.NaN, Double.NaN, homes.size());
    }
    double error = 0;
    double variance = 0;
    long right = 0;
    long hours = 0;
    for (int half = 0; half < 2; half++) {
      LocalPolicy model = train(homes, half);
      for (int i = 1 - half; i < homes.size(); i += 2) {
        TreeMap<Long, Long> truth = loads.get(homes.get(i));
        double mean = truth.values().stream().mapToLong(wh -> wh).average().orElse(0);
        for (Map.Entry<Long, Long> hour : truth.entrySet()) {
          double guess = model.of(features(homes.get(i), hour.getKey()));
          error += square(hour.getValue() - guess);
          variance += square(hour.getValue() - mean);
          right += guess > mean == hour.getValue() > mean ? 1 : 0;
          hours++;
        }
      }
    }
    return new Learnt(
        variance == 0 ? Double.NaN : 1 - error / variance, (double) right / hours, homes.size());
  }

  private LocalPolicy train(List<String> homes, int half) {
    long all = 0;
    for (int i = half; i < homes.size(); i += 2) {
      all += loads.get(homes.get(i)).size();
    }
    long every = Math.max(1, all / MOST_ROWS);
    List<double[]> rows = new ArrayList<>();
    List<Double> targets = new ArrayList<>();
    long count = 0;
    for (int i = half; i < homes.size(); i += 2) {
      for (Map.Entry<Long, Long> hour : loads.get(homes.get(i)).entrySet()) {
        if (count++ % every == 0) {
          rows.add(features(homes.get(i), hour.getKey()));
          targets.add((double) hour.getValue());
        }
      }
    }
    String[] names = new String[rows.get(0).length];
    Arrays.setAll(names, i -> String.format("f%02d", i));
    return PolicyTrainer.train(
        names, rows, targets.stream().mapToDouble(Double::doubleValue).toArray(), SEED);
  }

  private double[] features(String home, long epochSecond) {
    double[] features = new double[FIRST_OF_KINDS + (2 * HOURS_AROUND + 1) * NUMBERS];
    features[0] = Math.floorMod(Math.floorDiv(epochSecond, SECONDS), 24);
    features[1] = Math.floorMod(Math.floorDiv(epochSecond, 24 * SECONDS) + 3, 7);
    Map<Long, float[]> own = told.getOrDefault(home, new TreeMap<>());
    int at = FIRST_OF_KINDS;
    for (int hour = -HOURS_AROUND; hour <= HOURS_AROUND; hour++) {
      float[] row = own.get(epochSecond + hour * SECONDS);
      for (int i = 0; i < NUMBERS; i++) {
        features[at++] = row == null ? 0 : row[i];
      }
    }
    return features;
  }

  private static double square(double value) {
    return value * value;
  }
}
