package io.commonwatt.market.coordination;

import io.commonwatt.contracts.market.MarketMessage.Account;
import io.commonwatt.market.channel.Body;
import io.commonwatt.market.channel.Channel;
import io.commonwatt.market.channel.Message;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What the hub tells after clearing: the price to all, and to each home that traded its volume. */
final class ResultMessage {

  private static final String PRICE = "price";
  private static final String FILL = "fill";
  private static final String TOTALS = "totals";

  /** What all may know of an hour: energy bid for and offered, Wh, and the mean price, if any. */
  record Totals(long demandWh, long supplyWh, OptionalLong meanPrice) {}

  private ResultMessage() {}

  static void sendPrice(Channel channel, OptionalLong price) {
    byte[] body =
        Body.of(
            out -> {
              out.writeBoolean(price.isPresent());
              out.writeLong(price.orElse(0));
            });
    channel.send(new Message(Account.OPERATION, Channel.HUB, Channel.ALL, PRICE, false, body));
  }

  static void sendTotals(Channel channel, Totals totals) {
    byte[] body =
        Body.of(
            out -> {
              out.writeLong(totals.demandWh());
              out.writeLong(totals.supplyWh());
              out.writeBoolean(totals.meanPrice().isPresent());
              out.writeLong(totals.meanPrice().orElse(0));
            });
    channel.send(new Message(Account.OPERATION, Channel.HUB, Channel.ALL, TOTALS, false, body));
  }

  /** What a home heard of the hour; empty where the message was lost. */
  static Optional<Totals> receiveTotals(Channel channel, String home) {
    List<Message> totals = channel.receive(home, TOTALS);
    return totals.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Body.read(
                totals.get(0).body(),
                in ->
                    new Totals(
                        in.readLong(),
                        in.readLong(),
                        in.readBoolean() ? OptionalLong.of(in.readLong()) : OptionalLong.empty())));
  }

  static void sendFill(Channel channel, String home, long boughtWh) {
    byte[] body = Body.of(out -> out.writeLong(boughtWh));
    channel.send(new Message(Account.OPERATION, Channel.HUB, home, FILL, true, body));
  }

  static Optional<Long> receiveFill(Channel channel, String home) {
    List<Message> fills = channel.receive(home, FILL);
    return fills.isEmpty()
        ? Optional.empty()
        : Optional.of(Body.read(fills.get(0).body(), in -> in.readLong()));
  }
}
