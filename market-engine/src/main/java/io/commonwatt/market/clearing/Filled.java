package io.commonwatt.market.clearing;

import java.util.Arrays;
import java.util.Comparator;

/** Orders of one side with the energy each is to trade, best first. Mutable within a clearing. */
final class Filled {

  final Order[] orders;
  final long[] quantityWh;

  private Filled(Order[] orders, long[] quantityWh) {
    this.orders = orders;
    this.quantityWh = quantityWh;
  }

  /** Orders, best first, with energies found elsewhere. */
  static Filled of(Order[] orders, long[] quantityWh) {
    return new Filled(orders, quantityWh);
  }

  /** The first orders of a side in full. */
  static Filled first(Order[] side, int count) {
    long[] quantityWh = new long[count];
    for (int i = 0; i < count; i++) {
      quantityWh[i] = side[i].quantityWh();
    }
    return new Filled(Arrays.copyOf(side, count), quantityWh);
  }

  /**
   * Orders better than the margin in full, those at the margin pro rata, the rest of the division
   * by largest remainder, ties by id.
   *
   * @param side sorted
   * @param marginal price of the last order matched
   */
  static Filled upTo(Order[] side, long marginal, long volumeWh) {
    long left = volumeWh;
    int inside = 0;
    while (side[inside].priceMilliCentPerKwh() != marginal) {
      left -= side[inside++].quantityWh();
    }
    int end = inside;
    while (end < side.length && side[end].priceMilliCentPerKwh() == marginal) {
      end++;
    }
    Filled filled = first(side, end);
    long[] shares = Shares.proRata(left, Arrays.copyOfRange(filled.quantityWh, inside, end));
    System.arraycopy(shares, 0, filled.quantityWh, inside, shares.length);
    return filled;
  }

  /** Sum of the energy, Wh. */
  long totalWh() {
    long sum = 0;
    for (long wh : quantityWh) {
      sum += wh;
    }
    return sum;
  }

  /**
   * Cuts every order pro rata to a smaller total. Ties go by id and never by price, so that no
   * price buys a better share.
   */
  void rationTo(long totalWh) {
    Integer[] byId = new Integer[orders.length];
    Arrays.setAll(byId, i -> i);
    Arrays.sort(byId, Comparator.comparing((Integer i) -> orders[i].id()));
    long[] weights = new long[byId.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = quantityWh[byId[i]];
    }
    long[] shares = Shares.proRata(totalWh, weights);
    for (int i = 0; i < shares.length; i++) {
      quantityWh[byId[i]] = shares[i];
    }
  }

  /** Σ energy × own price, micro-cent. */
  long valueMicroCent() {
    long sum = 0;
    for (int i = 0; i < orders.length; i++) {
      sum = Math.addExact(sum, Math.multiplyExact(quantityWh[i], orders[i].priceMilliCentPerKwh()));
    }
    return sum;
  }
}
