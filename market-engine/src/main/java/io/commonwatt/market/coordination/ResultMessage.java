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

  /** A home's part of the clearing: net energy bought and what it pays for it. */
  record Filled(long boughtWh, long amountMicroCent) {}

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

  static OptionalLong receivePrice(Channel channel, String home) {
    return Body.read(
        channel.receive(home, PRICE).get(0).body(),
        in -> in.readBoolean() ? OptionalLong.of(in.readLong()) : OptionalLong.empty());
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

  static Totals receiveTotals(Channel channel, String home) {
    return Body.read(
        channel.receive(home, TOTALS).get(0).body(),
        in ->
            new Totals(
                in.readLong(),
                in.readLong(),
                in.readBoolean() ? OptionalLong.of(in.readLong()) : OptionalLong.empty()));
  }

  /** The amount is sent only where it does not follow from the one price that all know. */
  static void sendFill(Channel channel, String home, Filled filled, boolean onePrice) {
    byte[] body =
        Body.of(
            out -> {
              out.writeLong(filled.boughtWh());
              if (!onePrice) {
                out.writeLong(filled.amountMicroCent());
              }
            });
    channel.send(new Message(Account.OPERATION, Channel.HUB, home, FILL, true, body));
  }

  static Optional<Filled> receiveFill(Channel channel, String home) {
    List<Message> fills = channel.receive(home, FILL);
    if (fills.isEmpty()) {
      return Optional.empty();
    }
    OptionalLong price = receivePrice(channel, home);
    return Optional.of(
        Body.read(
            fills.get(0).body(),
            in -> {
              long boughtWh = in.readLong();
              return new Filled(
                  boughtWh,
                  price.isPresent()
                      ? Math.multiplyExact(boughtWh, price.getAsLong())
                      : in.readLong());
            }));
  }
}
