package io.commonwatt.market.clearing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** The mechanisms there are. A new one is its class, its test and a line here. */
final class Mechanisms {

  private static final Map<String, IntFunction<ClearingMechanism>> ALL = new LinkedHashMap<>();

  static {
    ALL.put(UniformDoubleAuction.NAME, UniformDoubleAuction::new);
    ALL.put(DiscriminatoryDoubleAuction.NAME, DiscriminatoryDoubleAuction::new);
    ALL.put(PayAsClear.NAME, k -> new PayAsClear());
    ALL.put(PayAsBid.NAME, k -> new PayAsBid());
    ALL.put(McAfee.NAME, k -> new McAfee());
    ALL.put(VickreyClarkeGroves.NAME, k -> new VickreyClarkeGroves());
    ALL.put(Huang.NAME, k -> new Huang());
    ALL.put(MidMarketRate.NAME, k -> new MidMarketRate());
    ALL.put(Muda.NAME, k -> new Muda(Muda.DEFAULT_SEED));
    ALL.put(ContinuousDoubleAuction.NAME, k -> new ContinuousDoubleAuction());
  }

  private Mechanisms() {}

  static List<String> listNames() {
    return List.copyOf(ALL.keySet());
  }

  static ClearingMechanism named(String name, int kPercent) {
    IntFunction<ClearingMechanism> factory = ALL.get(name);
    if (factory == null) {
      throw new IllegalArgumentException(
          "No clearing mechanism '" + name + "'; there are: " + String.join(", ", ALL.keySet()));
    }
    return factory.apply(kPercent);
  }
}
