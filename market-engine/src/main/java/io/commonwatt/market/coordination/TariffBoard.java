package io.commonwatt.market.coordination;

import io.commonwatt.contracts.market.MarketMessage.Account;
import io.commonwatt.market.channel.Body;
import io.commonwatt.market.channel.Channel;
import io.commonwatt.market.channel.Message;
import io.commonwatt.market.settlement.RetailPrice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The one-way broadcast of retail prices: every tariff, every hour of the horizon. A home picks the
 * tariff of its contract.
 *
 * @param tariffs prices per hour, by tariff
 */
record TariffBoard(Map<String, List<RetailPrice>> tariffs) {

  private static final String KIND = "tariff";

  static void send(Channel channel, Map<String, List<RetailPrice>> tariffs) {
    byte[] body =
        Body.of(
            out -> {
              out.writeInt(tariffs.size());
              for (Map.Entry<String, List<RetailPrice>> tariff :
                  new TreeMap<>(tariffs).entrySet()) {
                out.writeUTF(tariff.getKey());
                out.writeInt(tariff.getValue().size());
                for (RetailPrice price : tariff.getValue()) {
                  out.writeLong(price.importMilliCentPerKwh());
                  out.writeLong(price.exportMilliCentPerKwh());
                  out.writeLong(price.feeMilliCentPerKwh());
                  out.writeLong(price.localFeeMilliCentPerKwh());
                }
              }
            });
    channel.send(new Message(Account.OPERATION, Channel.HUB, Channel.ALL, KIND, false, body));
  }

  static TariffBoard receive(Channel channel) {
    byte[] body = channel.receive(Channel.ALL, KIND).get(0).body();
    return Body.read(
        body,
        in -> {
          Map<String, List<RetailPrice>> tariffs = new TreeMap<>();
          for (int size = in.readInt(); size > 0; size--) {
            List<RetailPrice> prices = new ArrayList<>();
            tariffs.put(in.readUTF(), prices);
            for (int hours = in.readInt(); hours > 0; hours--) {
              prices.add(
                  new RetailPrice(in.readLong(), in.readLong(), in.readLong(), in.readLong()));
            }
          }
          return new TariffBoard(tariffs);
        });
  }

  /** What a home pays per hour of the horizon. */
  List<RetailPrice> pricesOf(HomeView home) {
    List<RetailPrice> prices = new ArrayList<>();
    for (int hour = 0; hour < home.tariffs().size(); hour++) {
      prices.add(tariffs.get(home.tariffs().get(hour)).get(hour));
    }
    return prices;
  }
}
