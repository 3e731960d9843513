package io.commonwatt.market.coordination;

import io.commonwatt.market.channel.Channel;
import io.commonwatt.market.channel.Loss;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What goes wrong in a run, the same whenever it is run again: a hub that is down, messages that
 * are lost, homes that misreport. Prices that are published to all stay known, and meters report
 * for settlement. Immutable.
 *
 * @param seed of what is drawn
 * @param hubDownFrom from when nothing reaches or leaves the hub
 * @param hubDownTo until when
 * @param lostShare probability that a message is lost, per receiver
 * @param misreportingShare share of a community's homes that misreport, at least one
 */
public record Faults(
    long seed, Instant hubDownFrom, Instant hubDownTo, double lostShare, double misreportingShare)
    implements Serializable {

  /** What a home that misreports says over what is so. */
  public static final double MISREPORTED_FACTOR = 1.5;

  /** Nothing goes wrong. */
  public static final Faults NONE = new Faults(0, Instant.EPOCH, Instant.EPOCH, 0, 0);

  /** Nothing reaches or leaves the hub for some time. */
  public static Faults hubDown(Instant from, Instant to) {
    return new Faults(0, from, to, 0, 0);
  }

  /** Messages are lost. */
  public static Faults lostMessages(double share, long seed) {
    return new Faults(seed, Instant.EPOCH, Instant.EPOCH, share, 0);
  }

  /** Homes misreport. */
  public static Faults misreporting(double share, long seed) {
    return new Faults(seed, Instant.EPOCH, Instant.EPOCH, 0, share);
  }

  /** What is lost in a tick. */
  Loss loss(String community, Instant tick) {
    boolean down = !tick.isBefore(hubDownFrom) && tick.isBefore(hubDownTo);
    if (!down && lostShare == 0) {
      return Loss.NONE;
    }
    long drawn = 31 * (31 * seed + community.hashCode()) + tick.getEpochSecond();
    return (message, receiver, sequence) ->
        down && (message.sender().equals(Channel.HUB) || receiver.equals(Channel.HUB))
            || lostShare > 0
                && draw(drawn * 1_000_003 + receiver.hashCode() * 31L + sequence) < lostShare;
  }

  /** How each home of a community deals with others, by usage point. */
  Map<String, Conduct> conduct(List<String> usagePoints) {
    if (misreportingShare == 0) {
      return Map.of();
    }
    List<String> drawn = new ArrayList<>(usagePoints);
    drawn.sort(Comparator.comparingDouble((String id) -> draw(seed + id.hashCode())));
    int lying = (int) Math.ceil(misreportingShare * drawn.size());
    Map<String, Conduct> conduct = new HashMap<>();
    for (int i = 0; i < drawn.size(); i++) {
      conduct.put(drawn.get(i), new Conduct(i < lying ? MISREPORTED_FACTOR : 1));
    }
    return conduct;
  }

  private static double draw(long seed) {
    return new SplittableRandom(seed).nextDouble();
  }
}
