package io.commonwatt.market.channel;

/** Which messages of training and operation do not arrive. Deterministic. */
@FunctionalInterface
public interface Loss {

  /** Everything arrives. */
  Loss NONE = (message, receiver, sequence) -> false;

  /**
   * Whether a message is lost on its way to a receiver.
   *
   * @param receiver who would hear it; of a broadcast each hears it or not by itself
   * @param sequence number of the message in its account and tick
   */
  boolean loses(Message message, String receiver, int sequence);
}
