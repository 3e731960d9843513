package io.commonwatt.streams.vee;

import io.commonwatt.streams.vee.VeeRule.Kind;
import java.util.List;

/** The rules, in the order they are asked. */
public final class Rules {
  private static final List<VeeRule> ALL =
      List.of(
          new UnknownMeterRule(),
          new TimeWindowRule(),
          new MeterNotInstalledRule(),
          new WrongPlacementRule(),
          new ChannelNotMeteredRule(),
          new IntervalMismatchRule(),
          new DuplicateRule(),
          new SupersededRule(),
          new NegativeRule(),
          new RangeRule(),
          new SpikeRule(),
          new FrozenRule(),
          new ZeroConsumptionRule(),
          new InactiveUsageRule(),
          new UnitRule(),
          new ChannelSumRule(),
          new ClockSetRule(),
          new TimeToleranceRule(),
          new SumCheckRule(),
          new RegisterRollbackRule(),
          new HighUsageRule(),
          new LowUsageRule(),
          new PowerFailRule(),
          new GapRule());

  private Rules() {}

  /** Every rule. */
  public static List<VeeRule> listAll() {
    return ALL;
  }

  /** The rules of a kind, in order. */
  static VeeRule[] listOf(Kind kind) {
    return ALL.stream().filter(rule -> rule.kind() == kind).toArray(VeeRule[]::new);
  }
}
