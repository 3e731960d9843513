package io.commonwatt.market.coordination;

import io.commonwatt.market.channel.Channel;

/**
 * A way to coordinate a community. For the hour to come it says what every store shall do. Homes
 * and hub are agents of their own: what one knows of another it has from the channel, and nothing
 * else. Implementations are stateless, thread-safe and deterministic.
 */
public interface Strategy {

  /** Name in the community file and in every record. */
  String name();

  /** The cell of the taxonomy it claims to be in. */
  Cell cell();

  /**
   * Decides the hour that begins now.
   *
   * @param situation what is known; each agent looks only at its own part
   * @param channel how agents talk
   */
  Decision decide(Situation situation, Channel channel);
}
