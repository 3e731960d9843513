package io.commonwatt.market.coordination;

import io.commonwatt.contracts.market.MarketMessage.Account;
import io.commonwatt.contracts.market.Side;
import io.commonwatt.market.channel.Body;
import io.commonwatt.market.channel.Channel;
import io.commonwatt.market.channel.Message;
import io.commonwatt.market.clearing.Order;
import java.util.ArrayList;
import java.util.List;

/** A home's orders for the hour to come, in one message; a home that wants nothing stays silent. */
final class OrderMessage {

  private static final String KIND = "orders";

  private OrderMessage() {}

  static void send(Channel channel, String home, List<Order> orders) {
    if (orders.isEmpty()) {
      return;
    }
    byte[] body =
        Body.of(
            out -> {
              out.writeInt(orders.size());
              for (Order order : orders) {
                out.writeUTF(order.id());
                out.writeBoolean(order.side() == Side.BID);
                out.writeLong(order.quantityWh());
                out.writeLong(order.priceMilliCentPerKwh());
              }
            });
    channel.send(new Message(Account.OPERATION, home, Channel.HUB, KIND, true, body));
  }

  /** Orders of all homes, in the order they came. */
  static List<Order> receive(Channel channel) {
    List<Order> orders = new ArrayList<>();
    for (Message message : channel.receive(Channel.HUB, KIND)) {
      Body.read(
          message.body(),
          in -> {
            for (int size = in.readInt(); size > 0; size--) {
              orders.add(
                  new Order(
                      in.readUTF(),
                      message.sender(),
                      in.readBoolean() ? Side.BID : Side.ASK,
                      in.readLong(),
                      in.readLong()));
            }
            return orders;
          });
    }
    return orders;
  }
}
