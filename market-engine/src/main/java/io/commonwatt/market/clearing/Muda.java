package io.commonwatt.market.clearing;

import io.commonwatt.contracts.market.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * The multi-unit double auction of Segal-Halevi, Hassidim, Aumann 2017: owners are drawn into two
 * halves, and each half trades at the price that would clear the other, the longer side cut pro
 * rata. No owner moves its own price, so that with one order each and true quantities no price lie
 * pays, for every draw; nobody keeps a difference. Two halves of a small book are often one-sided:
 * what a half cannot price, the other does not trade.
 */
public final class Muda extends BatchMechanism {

  public static final String NAME = "muda";

  /** Seed of the draw unless another is given. */
  public static final long DEFAULT_SEED = 1;

  private static final long SPREAD = 0x9E3779B97F4A7C15L;
  private static final Comparator<Fill> BY_PRICE =
      Comparator.comparingLong(fill -> fill.order().priceMilliCentPerKwh());
  private static final Comparator<Fill> BY_ID = Comparator.comparing(fill -> fill.order().id());

  private final long seed;

  /**
   * An auction.
   *
   * @param seed of the draw; with the owner's name it decides the half
   */
  public Muda(long seed) {
    this.seed = seed;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Budget budget() {
    return Budget.EXACT;
  }

  /** Whether an owner is in the first half of a draw. */
  static boolean isFirst(String owner, long seed) {
    return new SplittableRandom(owner.hashCode() * SPREAD + seed).nextBoolean();
  }

  @Override
  ClearingResult clear(Sides sides) {
    Sides first = part(sides, order -> isFirst(order.owner(), seed));
    Sides second = part(sides, order -> !isFirst(order.owner(), seed));
    ClearingResult one = at(first, price(second));
    ClearingResult other = at(second, price(first));
    List<Match> matches = new ArrayList<>(one.matches());
    matches.addAll(other.matches());
    return new ClearingResult(
        fills(one, other),
        matches,
        Math.addExact(one.tradedWh(), other.tradedWh()),
        Math.addExact(one.rationedWh(), other.rationedWh()),
        Math.addExact(one.nettedWh(), other.nettedWh()),
        Math.addExact(one.welfareMicroCent(), other.welfareMicroCent()),
        Math.addExact(one.nettedWelfareMicroCent(), other.nettedWelfareMicroCent()));
  }

  private static Sides part(Sides sides, Predicate<Order> in) {
    return new Sides(
        Arrays.stream(sides.bids()).filter(in).toArray(Order[]::new),
        Arrays.stream(sides.asks()).filter(in).toArray(Order[]::new));
  }

  /** What would clear a half: the midpoint of the interval of duals. */
  private static OptionalLong price(Sides half) {
    if (half.bids().length == 0 || half.asks().length == 0) {
      return OptionalLong.empty();
    }
    Margin margin = Margin.of(half);
    long low = margin.openBid();
    long high = margin.openAsk();
    if (margin.volumeWh() > 0) {
      low = Math.max(low, margin.ask());
      high = Math.min(high, margin.bid());
    }
    return OptionalLong.of(KPrice.midpoint(low, high));
  }

  private static ClearingResult at(Sides half, OptionalLong price) {
    if (price.isEmpty()) {
      return ClearingResult.noTrade();
    }
    long at = price.getAsLong();
    int bids = 0;
    while (bids < half.bids().length && half.bids()[bids].priceMilliCentPerKwh() >= at) {
      bids++;
    }
    int asks = 0;
    while (asks < half.asks().length && half.asks()[asks].priceMilliCentPerKwh() <= at) {
      asks++;
    }
    return new Matching(Filled.first(half.bids(), bids), Filled.first(half.asks(), asks))
        .rationLongSide()
        .at(PairPrice.uniform(at), half.insideWh(at, at));
  }

  private static List<Fill> fills(ClearingResult one, ClearingResult other) {
    List<Fill> bids = new ArrayList<>();
    List<Fill> asks = new ArrayList<>();
    for (ClearingResult result : List.of(one, other)) {
      for (Fill fill : result.fills()) {
        (fill.order().side() == Side.BID ? bids : asks).add(fill);
      }
    }
    bids.sort(BY_PRICE.reversed().thenComparing(BY_ID));
    asks.sort(BY_PRICE.thenComparing(BY_ID));
    bids.addAll(asks);
    return bids;
  }
}
