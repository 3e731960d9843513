package io.commonwatt.market.criteria;

import io.commonwatt.contracts.market.MarketMessage;
import io.commonwatt.contracts.market.MarketMessage.Account;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Counts what went over the channel of one strategy, in three accounts. Not thread-safe. */
public final class MessageAccounts {

  /**
   * What carried data of one home.
   *
   * @param records messages
   * @param bytes of their bodies
   */
  public record Personal(long records, long bytes) {}

  private final Map<Account, long[]> personal = new EnumMap<>(Account.class);
  private final Map<String, Integer> byPair = new HashMap<>();
  private long messages;
  private long bytes;
  private long ticks;
  private long rounds;
  private String tick = "";

  public MessageAccounts() {
    for (Account account : Account.values()) {
      personal.put(account, new long[2]);
    }
  }

  /** Takes a message; those of a tick and a community come together. */
  public void add(MarketMessage message) {
    messages++;
    bytes += message.bytes();
    if (message.personal()) {
      long[] sums = personal.get(message.account());
      sums[0]++;
      sums[1] += message.bytes();
    }
    if (message.account() == Account.OPERATION) {
      countRound(message);
    }
  }

  /** Rounds of a tick: the most messages of one kind that went from one agent to another. */
  private void countRound(MarketMessage message) {
    String now = message.community() + '|' + message.tick();
    if (!now.equals(tick)) {
      tick = now;
      byPair.clear();
      ticks++;
    }
    String pair = message.sender() + '>' + message.receiver() + '|' + message.kind();
    int count = byPair.merge(pair, 1, Integer::sum);
    if (count > byPair.getOrDefault("", 0)) {
      byPair.put("", count);
      rounds++;
    }
  }

  public Personal personal(Account account) {
    long[] sums = personal.get(account);
    return new Personal(sums[0], sums[1]);
  }

  public long messages() {
    return messages;
  }

  public long bytes() {
    return bytes;
  }

  /** Mean rounds of a tick in operation. */
  public double rounds() {
    return ticks == 0 ? 0 : (double) rounds / ticks;
  }
}
