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
 */
public record StrategyHour(boolean live, Map<String, HomeHour> homes) {

  public StrategyHour {
    homes = Collections.unmodifiableMap(new TreeMap<>(homes));
  }

  HomeHour of(String usagePoint) {
    return homes.getOrDefault(usagePoint, HomeHour.NONE);
  }

  /** Asserts that what was bought in the local market was sold in it. */
  void check(String strategy) {
    long energy = 0;
    long money = 0;
    for (HomeHour home : homes.values()) {
      energy += home.boughtWh();
      money += home.tradeMicroCent();
    }
    if (energy != 0 || money != 0) {
      throw new IllegalStateException(
          "Strategy '"
              + strategy
              + "': trades leave "
              + energy
              + " Wh and "
              + money
              + " micro-cent over; both must be 0");
    }
  }

  void write(DataOutput out, List<String> usagePoints) throws IOException {
    out.writeBoolean(live);
    out.writeInt(homes.size());
    for (Map.Entry<String, HomeHour> home : homes.entrySet()) {
      out.writeInt(usagePoints.indexOf(home.getKey()));
      home.getValue().write(out);
    }
  }

  static StrategyHour read(DataInput in, List<String> usagePoints) throws IOException {
    boolean live = in.readBoolean();
    Map<String, HomeHour> homes = new TreeMap<>();
    for (int size = in.readInt(); size > 0; size--) {
      homes.put(usagePoints.get(in.readInt()), HomeHour.read(in));
    }
    return new StrategyHour(live, homes);
  }
}
