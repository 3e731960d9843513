package io.commonwatt.market.coordination;

import io.commonwatt.contracts.market.MarketMessage.Account;
import io.commonwatt.market.channel.Body;
import io.commonwatt.market.channel.Channel;
import io.commonwatt.market.channel.Message;
import io.commonwatt.market.distributed.ServiceBuyer;
import io.commonwatt.market.distributed.StorageResource;
import io.commonwatt.market.distributed.StorageServices;
import java.util.Arrays;

/**
 * What the operator of a virtual power plant calls for, published to all: response in the hours in
 * which energy is dear, and reserve, at most so much a kWh.
 *
 * @param responseCent what it pays at most for response, by hour; 0 where it calls for none
 * @param reserveCent what it pays at most for a kWh held ready, by hour
 */
record ServicesBoard(double[] responseCent, double[] reserveCent) {

  /** What the operator pays for energy fed in beyond the wholesale price. */
  static final double FEED_IN_PREMIUM_CENT = 1;

  private static final String KIND = "services";

  /** Response is called where energy costs so many times the mean of the horizon. */
  private static final double DEAR = 1.25;

  private static final double RESPONSE_CENT = 5;
  private static final double RESERVE_CENT = 1;

  /** What the operator takes an hour and home with stores, kWh. */
  private static final double FEED_IN_KWH = 2;

  private static final double RESPONSE_KWH = 1;
  private static final double RESERVE_KWH = 0.5;

  /** By which the operator's prices fall with a kWh, ct. */
  private static final double SLOPE_CENT = 0.05;

  /** Parts of its capacity and of its power that a home holds ready at most. */
  private static final double RESERVE_OF_CAPACITY = 0.1;

  private static final double RESERVE_OF_POWER = 0.25;
  private static final double READINESS_CENT = 1;

  static ServicesBoard of(WholesaleBoard wholesale) {
    double[] response = new double[wholesale.importCent().length];
    double[] reserve = new double[response.length];
    Arrays.fill(reserve, RESERVE_CENT);
    for (int hour = 0; hour < response.length; hour++) {
      boolean dear = wholesale.importCent()[hour] > DEAR * wholesale.meanImportCent();
      response[hour] = dear ? RESPONSE_CENT : 0;
    }
    return new ServicesBoard(response, reserve);
  }

  void send(Channel channel) {
    byte[] body = Body.ofProfiles(responseCent, reserveCent);
    channel.send(new Message(Account.OPERATION, Channel.HUB, Channel.ALL, KIND, false, body));
  }

  static ServicesBoard receive(Channel channel) {
    double[][] profiles = Body.readProfiles(channel.receive(Channel.ALL, KIND).get(0).body());
    return new ServicesBoard(profiles[0], profiles[1]);
  }

  /**
   * What reserve of an hour is worth to the operator, less what readiness costs the homes, ct.
   *
   * @param reserveKwh of each home that sold some
   * @param homes with stores
   */
  static double welfareCent(double[] reserveKwh, int homes) {
    double all = Math.min(Arrays.stream(reserveKwh).sum(), homes * RESERVE_KWH);
    double welfare = RESERVE_CENT * all - SLOPE_CENT / 2 * all * all;
    for (double kwh : reserveKwh) {
      welfare -= READINESS_CENT / 2 * kwh * kwh;
    }
    return welfare;
  }

  /** A home's stores with what they can sell. */
  StorageServices sellable(StorageResource store) {
    boolean[] called = new boolean[responseCent.length];
    for (int hour = 0; hour < called.length; hour++) {
      called[hour] = responseCent[hour] > 0;
    }
    double reserve =
        Math.min(RESERVE_OF_CAPACITY * store.capacityKwh(), RESERVE_OF_POWER * store.powerKwh());
    return new StorageServices(store, called, reserve, READINESS_CENT);
  }

  /** The operator, where so many homes have stores. */
  ServiceBuyer buyer(double[] exportCent, int homes) {
    int hours = responseCent.length;
    double[] feedIn = exportCent.clone();
    for (int hour = 0; hour < hours; hour++) {
      feedIn[hour] += FEED_IN_PREMIUM_CENT;
    }
    return new ServiceBuyer(
        feedIn,
        responseCent,
        reserveCent,
        constant(hours, homes * FEED_IN_KWH),
        constant(hours, homes * RESPONSE_KWH),
        constant(hours, homes * RESERVE_KWH),
        SLOPE_CENT);
  }

  private static double[] constant(int hours, double kwh) {
    double[] values = new double[hours];
    Arrays.fill(values, kwh);
    return values;
  }
}
