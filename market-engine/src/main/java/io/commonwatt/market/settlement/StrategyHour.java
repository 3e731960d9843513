package io.commonwatt.market.settlement;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a strategy did in one hour, kept until no correction can come any more.
 *
 * @param live whether its amounts are money
 * @param homes by usage point; those without stores or trades are left out
 * @param marketMicroCent what the local market keeps of what homes pay each other
 * @param upstreamWh what homes sold to the grid operator
 */
public record StrategyHour(
    boolean live, Map<String, HomeHour> homes, long marketMicroCent, long upstreamWh) {

  public StrategyHour {
    homes = Collections.unmodifiableMap(new TreeMap<>(homes));
  }

  /** An hour in which homes pay each other only. */
  public StrategyHour(boolean live, Map<String, HomeHour> homes) {
    this(live, homes, 0, 0);
  }

  HomeHour of(String usagePoint) {
    return homes.getOrDefault(usagePoint, HomeHour.NONE);
  }

  /**
   * Asserts that what was bought in the local market was sold in it but for what went upstream, and
   * paid to somebody.
   */
  void check(String strategy) {
    long energy = 0;
    long money = 0;
    for (HomeHour home : homes.values()) {
      energy += home.boughtWh();
      money += home.tradeMicroCent();
    }
    if (energy != -upstreamWh || money != marketMicroCent) {
      throw new IllegalStateException(
          "Strategy '"
              + strategy
              + "': trades leave "
              + energy
              + " Wh and "
              + money
              + " micro-cent over; they must be "
              + -upstreamWh
              + " and "
              + marketMicroCent);
    }
  }

  void write(DataOutput out, List<String> usagePoints) throws IOException {
    out.writeBoolean(live);
    out.writeLong(marketMicroCent);
    out.writeLong(upstreamWh);
    out.writeInt(homes.size());
    for (Map.Entry<String, HomeHour> home : homes.entrySet()) {
      out.writeInt(usagePoints.indexOf(home.getKey()));
      home.getValue().write(out);
    }
  }

  static StrategyHour read(DataInput in, List<String> usagePoints) throws IOException {
    boolean live = in.readBoolean();
    long marketMicroCent = in.readLong();
    long upstreamWh = in.readLong();
    Map<String, HomeHour> homes = new TreeMap<>();
    for (int size = in.readInt(); size > 0; size--) {
      homes.put(usagePoints.get(in.readInt()), HomeHour.read(in));
    }
    return new StrategyHour(live, homes, marketMicroCent, upstreamWh);
  }
}
