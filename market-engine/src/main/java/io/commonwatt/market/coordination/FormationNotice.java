package io.commonwatt.market.coordination;

import io.commonwatt.contracts.market.MarketMessage;
import io.commonwatt.contracts.market.MarketMessage.Account;
import io.commonwatt.market.channel.Body;
import io.commonwatt.market.channel.Channel;
import io.commonwatt.market.channel.Message;

/**
 * What the hub tells all of the coalitions of an hour; nothing of a single home.
 *
 * @param positions members with a position
 * @param coalitions they formed, single members counted
 * @param halfWidthMicroCent greatest half-width of the 95 % interval of a share; 0 where exact
 * @param worstExcessMicroCent what some members would gain at most by leaving; not positive in the
 *     core; not a number where there are too many members to look
 */
public record FormationNotice(
    int positions, int coalitions, double halfWidthMicroCent, double worstExcessMicroCent) {

  private static final String KIND = "formed";

  void send(Channel channel) {
    byte[] body =
        Body.of(
            out -> {
              out.writeInt(positions);
              out.writeInt(coalitions);
              out.writeDouble(halfWidthMicroCent);
              out.writeDouble(worstExcessMicroCent);
            });
    channel.send(new Message(Account.OPERATION, Channel.HUB, Channel.ALL, KIND, false, body));
  }

  /** Whether a logged message is one, body kept. */
  public static boolean is(MarketMessage message) {
    return message.kind().equals(KIND) && message.body().length > 0;
  }

  /** Reads a logged one. */
  public static FormationNotice of(MarketMessage message) {
    return Body.read(
        message.body(),
        in -> new FormationNotice(in.readInt(), in.readInt(), in.readDouble(), in.readDouble()));
  }
}
