package io.commonwatt.market.coordination;

import io.commonwatt.contracts.market.MarketMessage.Account;
import io.commonwatt.market.channel.Body;
import io.commonwatt.market.channel.Channel;
import io.commonwatt.market.channel.Message;
import io.commonwatt.market.resource.Battery;
import java.util.ArrayList;
import java.util.List;

/**
 * What a home tells the hub under direct control: its expected net load and its stores.
 *
 * @param netWh per hour of the horizon
 */
record OutlookMessage(long[] netWh, List<HomeView.StoreView> stores) {

  private static final String KIND = "outlook";

  static void send(Channel channel, HomeView home) {
    byte[] body =
        Body.of(
            out -> {
              out.writeInt(home.netWh().length);
              for (long wh : home.netWh()) {
                out.writeInt(Math.toIntExact(wh));
              }
              out.writeInt(home.stores().size());
              for (HomeView.StoreView store : home.stores()) {
                Battery battery = store.battery();
                out.writeUTF(battery.id());
                out.writeUTF(battery.usagePoint());
                out.writeDouble(battery.capacityKwh());
                out.writeDouble(battery.minimumKwh());
                out.writeDouble(battery.chargeKw());
                out.writeDouble(battery.dischargeKw());
                out.writeDouble(battery.oneWayEfficiency());
                out.writeLong(battery.wearMilliCentPerKwh());
                out.writeLong(store.storedMilliWh());
              }
            });
    channel.send(new Message(Account.OPERATION, home.usagePoint(), Channel.HUB, KIND, true, body));
  }

  /** What all homes told, in the order they did. */
  static List<OutlookMessage> receive(Channel channel) {
    List<OutlookMessage> outlooks = new ArrayList<>();
    for (Message message : channel.receive(Channel.HUB, KIND)) {
      outlooks.add(
          Body.read(
              message.body(),
              in -> {
                long[] netWh = new long[in.readInt()];
                for (int hour = 0; hour < netWh.length; hour++) {
                  netWh[hour] = in.readInt();
                }
                List<HomeView.StoreView> stores = new ArrayList<>();
                for (int size = in.readInt(); size > 0; size--) {
                  Battery battery =
                      new Battery(
                          in.readUTF(),
                          in.readUTF(),
                          in.readDouble(),
                          in.readDouble(),
                          in.readDouble(),
                          in.readDouble(),
                          in.readDouble(),
                          in.readLong());
                  stores.add(new HomeView.StoreView(battery, in.readLong()));
                }
                return new OutlookMessage(netWh, stores);
              }));
    }
    return outlooks;
  }
}
