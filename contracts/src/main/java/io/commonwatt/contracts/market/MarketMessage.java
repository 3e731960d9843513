package io.commonwatt.contracts.market;

import io.commonwatt.contracts.Travelling;
import java.time.Instant;

/**
 * What went over a strategy's channel from one agent to another in one tick, counted and hashed.
 *
 * @param account what the information was for
 * @param sender {@code hub} or a usage point
 * @param receiver {@code hub}, {@code all} or a usage point
 * @param personal whether it carries data of one home
 * @param bytes length of the body
 * @param sha256 hash of the body, hex
 * @param body the body; empty where bodies are not kept
 */
public record MarketMessage(
    String community,
    String strategy,
    Account account,
    Instant tick,
    int sequence,
    String sender,
    String receiver,
    String kind,
    boolean personal,
    int bytes,
    String sha256,
    byte[] body,
    Instant knownAt)
    implements Travelling {

  /** What information was used for. */
  public enum Account {
    TRAINING,
    OPERATION,
    SETTLEMENT
  }

  @Override
  public String key() {
    return community + '|' + strategy;
  }

  @Override
  public String placement() {
    return community;
  }

  @Override
  public String id() {
    return key() + '|' + tick + '|' + account + '|' + sequence;
  }

  @Override
  public long version() {
    return knownAt.toEpochMilli();
  }
}
