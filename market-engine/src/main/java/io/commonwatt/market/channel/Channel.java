package io.commonwatt.market.channel;

import io.commonwatt.contracts.market.MarketMessage;
import io.commonwatt.contracts.market.MarketMessage.Account;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

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
  private final Map<String, List<Message>> inboxes = new HashMap<>();
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
    inboxes.computeIfAbsent(message.receiver(), receiver -> new ArrayList<>()).add(message);
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

  /** What a receiver got about a matter so far: its own in the order sent, then broadcasts. */
  public List<Message> receive(String receiver, String kind) {
    List<Message> received = new ArrayList<>();
    collect(inboxes.get(receiver), kind, received);
    if (!receiver.equals(ALL)) {
      collect(inboxes.get(ALL), kind, received);
    }
    return received;
  }

  /** What a receiver itself got about a matter, in the order sent; it is not received again. */
  public List<Message> take(String receiver, String kind) {
    List<Message> taken = new ArrayList<>();
    List<Message> inbox = inboxes.get(receiver);
    collect(inbox, kind, taken);
    if (!taken.isEmpty()) {
      inbox.removeIf(message -> message.kind().equals(kind));
    }
    return taken;
  }

  private static void collect(List<Message> inbox, String kind, List<Message> received) {
    if (inbox != null) {
      for (Message message : inbox) {
        if (message.kind().equals(kind)) {
          received.add(message);
        }
      }
    }
  }

  /** Every message sent, in order. */
  public List<MarketMessage> log() {
    return List.copyOf(log);
  }
}
