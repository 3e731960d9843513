package io.commonwatt.ledger;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.ledger.LedgerEntry;
import io.commonwatt.contracts.market.MemberSettlement;
import io.commonwatt.contracts.market.Settlement;
import io.commonwatt.contracts.step.Inputs;
import io.commonwatt.contracts.step.StepDriver;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Seeded settlements of two communities under three strategies, with corrections, repetitions and
 * older versions that come late.
 */
public record Settlements(long seed, int hours) {

  public static final Instant FROM = Instant.parse("2025-05-01T00:00:00Z");
  public static final List<String> COMMUNITIES = List.of("c1", "c2");
  static final List<String> STRATEGIES = List.of("tariff", "direct", "auction");
  static final int HOUR = 3600;

  /** Everything that becomes known, in order. */
  public List<Settlement> list() {
    Random random = new Random(seed);
    List<Settlement> all = new ArrayList<>();
    for (int hour = 0; hour < hours; hour++) {
      for (String community : COMMUNITIES) {
        for (String strategy : STRATEGIES) {
          Instant start = FROM.plusSeconds((long) hour * HOUR);
          long version = start.toEpochMilli() + HOUR * 1000;
          Instant knownAt = start.plusSeconds(HOUR);
          all.add(settlement(random, community, strategy, start, version, knownAt));
          while (random.nextInt(4) == 0) {
            // Mostly above the last version, sometimes the same or below it.
            knownAt = knownAt.plusSeconds((1L + random.nextInt(30)) * HOUR);
            version += random.nextInt(5) - 1;
            all.add(settlement(random, community, strategy, start, version, knownAt));
          }
        }
      }
    }
    all.sort(Inputs.ORDER);
    return all;
  }

  /** When all of them are known. */
  public Instant to() {
    return list().stream().map(Settlement::knownAt).max(Instant::compareTo).orElse(FROM);
  }

  /** What the ledger makes of them in the plain loop. */
  public List<LedgerEntry> entries() {
    return entries(list());
  }

  static List<LedgerEntry> entries(List<Settlement> settlements) {
    StepDriver<LedgerState> driver = new StepDriver<>(new LedgerStep());
    settlements.forEach(driver::file);
    List<LedgerEntry> entries = new ArrayList<>();
    driver.advanceTo(Instant.parse("2030-01-01T00:00:00Z"), entry -> add(entries, entry));
    return entries;
  }

  static void add(List<LedgerEntry> entries, Travelling output) {
    entries.add((LedgerEntry) output);
  }

  private static Settlement settlement(
      Random random,
      String community,
      String strategy,
      Instant start,
      long version,
      Instant knownAt) {
    int homes = 1 + random.nextInt(5);
    List<MemberSettlement> members = new ArrayList<>();
    long trades = 0;
    long market = random.nextInt(3) == 0 ? random.nextInt(300_000) - 100_000 : 0;
    for (int home = 0; home < homes; home++) {
      long trade = home == homes - 1 ? market - trades : random.nextInt(2_000_000) - 1_000_000;
      trades += trade;
      long grid = random.nextInt(3) == 0 ? 0 : random.nextInt(50_000_000) - 10_000_000;
      long fees = random.nextInt(3) == 0 ? 0 : random.nextInt(5_000_000);
      members.add(member(community + "-home-" + home, trade, grid, fees));
    }
    return settlement(community, strategy, start, version, knownAt, members, market);
  }

  /** A settlement of an hour with these members, who pay each other only. */
  static Settlement settlement(
      String community,
      String strategy,
      Instant start,
      long version,
      Instant knownAt,
      List<MemberSettlement> members) {
    return settlement(community, strategy, start, version, knownAt, members, 0);
  }

  /** A settlement of an hour with these members, of which the market keeps an amount. */
  static Settlement settlement(
      String community,
      String strategy,
      Instant start,
      long version,
      Instant knownAt,
      List<MemberSettlement> members,
      long marketMicroCent) {
    return new Settlement(
        community,
        strategy,
        strategy.equals("direct"),
        start,
        HOUR,
        true,
        0,
        20_000,
        5_000,
        0,
        0,
        0,
        members,
        version,
        knownAt,
        marketMicroCent,
        0);
  }

  /** A member with these amounts, micro-cent. */
  static MemberSettlement member(String usagePoint, long trade, long grid, long fees) {
    return new MemberSettlement(
        "m-" + usagePoint, usagePoint, 0, 0, 0, 0, 0, 0, 25_000, 5_000, trade, grid, fees);
  }
}
