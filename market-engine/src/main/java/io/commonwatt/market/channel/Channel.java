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
  private final Loss loss;
  private final Map<String, List<Sent>> inboxes = new HashMap<>();
  private final List<MarketMessage> log = new ArrayList<>();
  private final int[] sequences = new int[Account.values().length];
  private final MessageDigest sha256;

  /** A message on its way. */
  private record Sent(Message message, int sequence) {}

  /** A channel on which everything arrives. */
  public Channel(String community, String strategy, Instant tick, boolean keepBodies) {
    this(community, strategy, tick, keepBodies, Loss.NONE);
  }

  /** A channel on which some messages are lost; those settled by arrive. */
  public Channel(String community, String strategy, Instant tick, boolean keepBodies, Loss loss) {
    this.community = community;
    this.strategy = strategy;
    this.tick = tick;
    this.keepBodies = keepBodies;
    this.loss = loss;
    try {
      this.sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** Sends a message; the body must not change afterwards. It is logged also when it is lost. */
  public void send(Message message) {
    int sequence = sequences[message.account().ordinal()]++;
    if (message.receiver().equals(ALL) || !isLost(message, message.receiver(), sequence)) {
      inboxes
          .computeIfAbsent(message.receiver(), receiver -> new ArrayList<>())
          .add(new Sent(message, sequence));
    }
    byte[] body = message.body();
    log.add(
        new MarketMessage(
            community,
            strategy,
            message.account(),
            tick,
            sequence,
            message.sender(),
            message.receiver(),
            message.kind(),
            message.personal(),
            body.length,
            HexFormat.of().formatHex(sha256.digest(body)),
            keepBodies ? body : NO_BODY,
            tick));
  }

  private boolean isLost(Message message, String receiver, int sequence) {
    return message.account() != Account.SETTLEMENT && loss.loses(message, receiver, sequence);
  }

  /**
   * What a receiver got about a matter so far: its own in the order sent, then broadcasts. What was
   * published to all, asked for as {@link #ALL}, can be read again and is never lost.
   */
  public List<Message> receive(String receiver, String kind) {
    List<Message> received = new ArrayList<>();
    for (Sent sent : inboxes.getOrDefault(receiver, List.of())) {
      if (sent.message().kind().equals(kind)) {
        received.add(sent.message());
      }
    }
    if (!receiver.equals(ALL)) {
      for (Sent sent : inboxes.getOrDefault(ALL, List.of())) {
        if (sent.message().kind().equals(kind)
            && !isLost(sent.message(), receiver, sent.sequence())) {
          received.add(sent.message());
        }
      }
    }
    return received;
  }

  /** What a receiver itself got about a matter, in the order sent; it is not received again. */
  public List<Message> take(String receiver, String kind) {
    List<Message> taken = new ArrayList<>();
    List<Sent> inbox = inboxes.getOrDefault(receiver, List.of());
    for (Sent sent : inbox) {
      if (sent.message().kind().equals(kind)) {
        taken.add(sent.message());
      }
    }
    if (!taken.isEmpty()) {
      inbox.removeIf(sent -> sent.message().kind().equals(kind));
    }
    return taken;
  }

  /** Every message sent, in order. */
  public List<MarketMessage> log() {
    return List.copyOf(log);
  }
}
