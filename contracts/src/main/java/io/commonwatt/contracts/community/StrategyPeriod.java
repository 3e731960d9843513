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
}
