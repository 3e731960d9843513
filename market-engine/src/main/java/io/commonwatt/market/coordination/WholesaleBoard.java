package io.commonwatt.market.coordination;

import io.commonwatt.contracts.market.MarketMessage.Account;
import io.commonwatt.market.channel.Body;
import io.commonwatt.market.channel.Channel;
import io.commonwatt.market.channel.Message;
import io.commonwatt.market.observation.HourPrice;

/**
 * The one-way broadcast of what energy costs the community at its connection, ct per kWh and hour
 * of the horizon; the price of carbon is part of the import price.
 */
record WholesaleBoard(double[] importCent, double[] exportCent) {

  private static final String KIND = "wholesale";

  static WholesaleBoard of(Situation situation) {
    double[] imports = new double[situation.hours()];
    double[] exports = new double[situation.hours()];
    for (int hour = 0; hour < imports.length; hour++) {
      HourPrice price = situation.wholesale().get(hour);
      imports[hour] = importCent(price, situation.carbonMilliCentPerKg());
      exports[hour] = price.exportMilliCentPerKwh() / 1000.0;
    }
    return new WholesaleBoard(imports, exports);
  }

  /** What a kWh taken costs, carbon included, ct. */
  static double importCent(HourPrice price, long carbonMilliCentPerKg) {
    return price.importMilliCentPerKwh() / 1000.0
        + price.carbonMilligramPerKwh() * carbonMilliCentPerKg / 1e9;
  }

  void send(Channel channel) {
    byte[] body = Body.ofProfiles(importCent, exportCent);
    channel.send(new Message(Account.OPERATION, Channel.HUB, Channel.ALL, KIND, false, body));
  }

  static WholesaleBoard receive(Channel channel) {
    double[][] profiles = Body.readProfiles(channel.receive(Channel.ALL, KIND).get(0).body());
    return new WholesaleBoard(profiles[0], profiles[1]);
  }

  /** Export prices, at most the import price: what a convex cost needs. */
  double[] convexExportCent() {
    double[] exports = exportCent.clone();
    for (int hour = 0; hour < exports.length; hour++) {
      exports[hour] = Math.min(exports[hour], importCent[hour]);
    }
    return exports;
  }

  double meanImportCent() {
    double sum = 0;
    for (double price : importCent) {
      sum += price;
    }
    return sum / importCent.length;
  }
}
