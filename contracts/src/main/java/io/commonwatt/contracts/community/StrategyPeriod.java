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

  private static final String AUCTION_RULES = "auction/";

  /**
   * Whether a community file may say so: one of {@link #NAMES}, or an auction with rules of its
   * own, {@code auction/MECHANISM[/BIDDING]}, which the market looks at when it starts.
   */
  static boolean isName(String strategy) {
    return NAMES.contains(strategy) || strategy.startsWith(AUCTION_RULES);
  }
}
