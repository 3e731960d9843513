package io.commonwatt.contracts.community;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/**
 * A coordination strategy a community runs.
 *
 * @param community id, or {@code *} for all
 * @param live whether its setpoints move devices and its book is money; at most one at a time
 * @param from inclusive
 * @param to exclusive
 */
public record StrategyPeriod(
    String strategy, String community, boolean live, Instant from, Instant to)
    implements Serializable {

  /** Names of the strategies there are, sorted. */
  public static final List<String> NAMES =
      List.of("auction", "coalition", "contracts", "direct", "exchange", "local", "mesh", "tariff");

  /** What a name may begin with whose rest the market looks at when it starts. */
  private static final List<String> WITH_RULES =
      List.of("auction/", "contracts/", "exchange/", "mixed/");

  /**
   * Whether a community file may say so: one of {@link #NAMES}, or a strategy with rules of its
   * own, as {@code auction/MECHANISM[/BIDDING]}.
   */
  static boolean isName(String strategy) {
    return NAMES.contains(strategy) || WITH_RULES.stream().anyMatch(strategy::startsWith);
  }
}
