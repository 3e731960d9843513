package io.commonwatt.market.channel;

import io.commonwatt.contracts.market.MarketMessage;
import io.commonwatt.contracts.market.MarketMessage.Account;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The channel of one (community, strategy) in one tick. It delivers, counts and hashes (SHA-256)
 * every message; bodies stay in the log only when the strategy is live. Not thread-safe.
 */
public final class Channel {

  /** Name of the coordinator. */
  public static final String HUB = "hub";

  /** Receiver of a broadcast. */
  public static final String ALL = "all";

  private static final byte[] NO_BODY = {};

  private final String community;
  private final String strategy;
  private final Instant tick;
  private final boolean keepBodies;
  private final List<Message> messages = new ArrayList<>();
  private final List<MarketMessage> log = new ArrayList<>();
  private final int[] sequences = new int[Account.values().length];
  private final MessageDigest sha256;

  public Channel(String community, String strategy, Instant tick, boolean keepBodies) {
    this.community = community;
    this.strategy = strategy;
    this.tick = tick;
    this.keepBodies = keepBodies;
    try {
      this.sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** Sends a message; the body must not change afterwards. */
  public void send(Message message) {
    messages.add(message);
    byte[] body = message.body();
    log.add(
        new MarketMessage(
            community,
            strategy,
            message.account(),
            tick,
            sequences[message.account().ordinal()]++,
            message.sender(),
            message.receiver(),
            message.kind(),
            message.personal(),
            body.length,
            HexFormat.of().formatHex(sha256.digest(body)),
            keepBodies ? body : NO_BODY,
            tick));
  }

  /** What a receiver got about a matter so far, broadcasts included, in the order sent. */
  public List<Message> receive(String receiver, String kind) {
    List<Message> inbox = new ArrayList<>();
    for (Message message : messages) {
      boolean addressed =
          message.receiver().equals(receiver)
              || (message.receiver().equals(ALL) && !message.sender().equals(receiver));
      if (addressed && message.kind().equals(kind)) {
        inbox.add(message);
      }
    }
    return inbox;
  }

  /** Every message sent, in order. */
  public List<MarketMessage> log() {
    return List.copyOf(log);
  }
}
