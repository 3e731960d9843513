package io.commonwatt.market.coordination;

import java.util.List;
import java.util.Optional;

/**
 * The name of a mixed community says its parts: {@code mixed/A+B[+C…]}, strategies of any other
 * name, no two the same and no more than one auction, since a community has one clearing an hour.
 *
 * @param parts names, in the order of the homes
 */
record MixedName(String name, List<String> parts) {

  static final String FORM = MixedStrategy.NAME + "/A+B[+…]";

  private static final String PREFIX = MixedStrategy.NAME + '/';

  /** The parts a name says; empty where it is no such name. */
  static Optional<MixedName> parse(String name) {
    if (!name.startsWith(PREFIX)) {
      return Optional.empty();
    }
    List<String> parts = List.of(name.substring(PREFIX.length()).split("\\+", -1));
    long auctions = parts.stream().filter(part -> part.startsWith(AuctionStrategy.NAME)).count();
    boolean known =
        parts.stream().allMatch(part -> !part.startsWith(PREFIX) && Strategies.isKnown(part));
    boolean distinct = parts.stream().distinct().count() == parts.size();
    return parts.size() > 1 && auctions <= 1 && known && distinct
        ? Optional.of(new MixedName(name, parts))
        : Optional.empty();
  }

  MixedStrategy create(MarketSettings settings) {
    return new MixedStrategy(
        name, parts.stream().map(part -> Strategies.named(part, settings)).toList());
  }
}
