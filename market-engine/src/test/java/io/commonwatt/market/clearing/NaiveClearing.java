package io.commonwatt.market.clearing;

import io.commonwatt.contracts.market.Side;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The mechanisms again, by the Wh and without haste: every order is cut into single Wh, every list
 * is searched from the start. For books in which each order is its own owner.
 */
final class NaiveClearing {

  private final List<Order> bids = new ArrayList<>();
  private final List<Order> asks = new ArrayList<>();
  private final Map<String, long[]> filled = new TreeMap<>();

  private NaiveClearing(List<Order> book) {
    for (Order order : book) {
      (order.side() == Side.BID ? bids : asks).add(order);
    }
    Comparator<Order> byPrice = Comparator.comparingLong(Order::priceMilliCentPerKwh);
    bids.sort(byPrice.reversed().thenComparing(Order::id));
    asks.sort(byPrice.thenComparing(Order::id));
  }

  /** Wh and micro-cent of each order that trades, by id. */
  static Map<String, List<Long>> clear(String mechanism, int kPercent, List<Order> book) {
    NaiveClearing naive = new NaiveClearing(book);
    switch (mechanism) {
      case "k-double-auction" -> naive.uniform(kPercent);
      case "k-double-auction-discriminatory" -> naive.discriminatory(kPercent);
      case "pay-as-clear" -> naive.payAsClear();
      case "pay-as-bid" -> naive.payAsBid();
      case "mcafee" -> naive.mcAfee();
      case "vcg" -> naive.vcg(book);
      case "huang" -> naive.huang();
      case "mid-market-rate" -> naive.midMarketRate();
      case "order-book" -> naive.orderBook(book);
      case "muda" -> naive.muda();
      default -> throw new IllegalArgumentException(mechanism);
    }
    Map<String, List<Long>> fills = new TreeMap<>();
    naive.filled.forEach(
        (id, sums) -> {
          if (sums[0] > 0) {
            fills.put(id, List.of(sums[0], sums[1]));
          }
        });
    return fills;
  }

  /** Greatest welfare, one Wh at a time. */
  static long bestWelfare(List<Order> book) {
    NaiveClearing naive = new NaiveClearing(book);
    List<Long> values = prices(naive.bids);
    List<Long> costs = prices(naive.asks);
    long welfare = 0;
    for (int i = 0; i < Math.min(values.size(), costs.size()); i++) {
      welfare += Math.max(0, values.get(i) - costs.get(i));
    }
    return welfare;
  }

  private static List<Long> prices(List<Order> orders) {
    List<Long> units = new ArrayList<>();
    for (Order order : orders) {
      for (long wh = 0; wh < order.quantityWh(); wh++) {
        units.add(order.priceMilliCentPerKwh());
      }
    }
    return units;
  }

  private int volume() {
    List<Long> values = prices(bids);
    List<Long> costs = prices(asks);
    int volume = 0;
    while (volume < Math.min(values.size(), costs.size())
        && values.get(volume) >= costs.get(volume)) {
      volume++;
    }
    return volume;
  }

  private void give(Order order, long wh, long amount) {
    long[] sums = filled.computeIfAbsent(order.id(), id -> new long[2]);
    sums[0] += wh;
    sums[1] += amount;
  }

  /** Wh of each order at a volume. */
  private static long[] allocate(List<Order> side, long volume) {
    long[] wh = new long[side.size()];
    long left = volume;
    for (int i = 0; i < wh.length && left > 0; i++) {
      int index = i;
      List<Order> equal = new ArrayList<>();
      for (Order order : side) {
        if (order.priceMilliCentPerKwh() == side.get(index).priceMilliCentPerKwh()) {
          equal.add(order);
        }
      }
      long total = equal.stream().mapToLong(Order::quantityWh).sum();
      long[] shares = proRata(Math.min(left, total), equal);
      for (int j = 0; j < shares.length; j++) {
        wh[i + j] = shares[j];
      }
      left -= Math.min(left, total);
      i += shares.length - 1;
    }
    return wh;
  }

  private static long[] proRata(long total, List<Order> orders) {
    long[] shares = new long[orders.size()];
    BigInteger sum = BigInteger.ZERO;
    for (Order order : orders) {
      sum = sum.add(BigInteger.valueOf(order.quantityWh()));
    }
    BigInteger[] rests = new BigInteger[shares.length];
    long left = total;
    for (int i = 0; i < shares.length; i++) {
      BigInteger product =
          BigInteger.valueOf(total).multiply(BigInteger.valueOf(orders.get(i).quantityWh()));
      shares[i] = product.divide(sum).longValueExact();
      rests[i] = product.mod(sum);
      left -= shares[i];
    }
    for (; left > 0; left--) {
      int best = -1;
      for (int i = 0; i < rests.length; i++) {
        best = best < 0 || rests[i].compareTo(rests[best]) > 0 ? i : best;
      }
      shares[best]++;
      rests[best] = BigInteger.valueOf(-1);
    }
    return shares;
  }

  private void atPrices(long buyers, long sellers) {
    long[] bought = allocate(bids, volume());
    long[] sold = allocate(asks, volume());
    for (int i = 0; i < bought.length; i++) {
      give(bids.get(i), bought[i], bought[i] * buyers);
    }
    for (int i = 0; i < sold.length; i++) {
      give(asks.get(i), sold[i], sold[i] * sellers);
    }
  }

  private void uniform(int kPercent) {
    int volume = volume();
    if (volume > 0) {
      long bid = prices(bids).get(volume - 1);
      long ask = prices(asks).get(volume - 1);
      long price = Math.floorDiv(bid * kPercent + ask * (100 - kPercent), 100);
      atPrices(price, price);
    }
  }

  private void discriminatory(int kPercent) {
    List<Order> buying = units(bids, allocate(bids, volume()));
    List<Order> selling = units(asks, allocate(asks, volume()));
    for (int i = 0; i < buying.size(); i++) {
      long price =
          Math.floorDiv(
              buying.get(i).priceMilliCentPerKwh() * kPercent
                  + selling.get(i).priceMilliCentPerKwh() * (100 - kPercent),
              100);
      give(buying.get(i), 1, price);
      give(selling.get(i), 1, price);
    }
  }

  private static List<Order> units(List<Order> side, long[] wh) {
    List<Order> units = new ArrayList<>();
    for (int i = 0; i < wh.length; i++) {
      for (long unit = 0; unit < wh[i]; unit++) {
        units.add(side.get(i));
      }
    }
    return units;
  }

  /** Tries every price: the duals are the prices of least Σ of gains. */
  private void payAsClear() {
    if (volume() == 0) {
      return;
    }
    long least = Long.MAX_VALUE;
    long first = 0;
    long last = 0;
    long from = asks.get(0).priceMilliCentPerKwh();
    for (long price = from; price <= bids.get(0).priceMilliCentPerKwh(); price++) {
      long gains = 0;
      for (Order bid : bids) {
        gains += Math.max(0, bid.priceMilliCentPerKwh() - price) * bid.quantityWh();
      }
      for (Order ask : asks) {
        gains += Math.max(0, price - ask.priceMilliCentPerKwh()) * ask.quantityWh();
      }
      if (gains < least) {
        least = gains;
        first = price;
      }
      last = gains == least ? price : last;
    }
    long price = Math.floorDiv(first + last, 2);
    atPrices(price, price);
  }

  private void payAsBid() {
    for (Order order : units(bids, allocate(bids, volume()))) {
      give(order, 1, order.priceMilliCentPerKwh());
    }
    for (Order order : units(asks, allocate(asks, volume()))) {
      give(order, 1, order.priceMilliCentPerKwh());
    }
  }

  private void mcAfee() {
    int pairs = 0;
    while (pairs < Math.min(bids.size(), asks.size()) && price(bids, pairs) >= price(asks, pairs)) {
      pairs++;
    }
    if (pairs == 0) {
      return;
    }
    long buyers = price(bids, pairs - 1);
    long sellers = price(asks, pairs - 1);
    int trades = pairs - 1;
    if (pairs < Math.min(bids.size(), asks.size())) {
      long middle = Math.floorDiv(price(bids, pairs) + price(asks, pairs), 2);
      if (middle >= sellers && middle <= buyers) {
        buyers = middle;
        sellers = middle;
        trades = pairs;
      }
    }
    for (int i = 0; i < trades; i++) {
      give(bids.get(i), bids.get(i).quantityWh(), buyers * bids.get(i).quantityWh());
      give(asks.get(i), asks.get(i).quantityWh(), sellers * asks.get(i).quantityWh());
    }
  }

  private static long price(List<Order> side, int place) {
    return side.get(place).priceMilliCentPerKwh();
  }

  private void vcg(List<Order> book) {
    long[] bought = allocate(bids, volume());
    long[] sold = allocate(asks, volume());
    long welfare = bestWelfare(book);
    for (int i = 0; i < bought.length; i++) {
      pay(book, bids.get(i), bought[i], welfare, 1);
    }
    for (int i = 0; i < sold.length; i++) {
      pay(book, asks.get(i), sold[i], welfare, -1);
    }
  }

  private void pay(List<Order> book, Order order, long wh, long welfare, int sign) {
    List<Order> others = new ArrayList<>(book);
    others.remove(order);
    long own = sign * wh * order.priceMilliCentPerKwh();
    give(order, wh, sign * (bestWelfare(others) - (welfare - own)));
  }

  private void huang() {
    int volume = volume();
    if (volume == 0) {
      return;
    }
    List<Order> buying = units(bids, fullWh(bids));
    List<Order> selling = units(asks, fullWh(asks));
    Order marginalBid = buying.get(volume - 1);
    Order marginalAsk = selling.get(volume - 1);
    fixed(
        bids.subList(0, bids.indexOf(marginalBid)),
        asks.subList(0, asks.indexOf(marginalAsk)),
        marginalBid.priceMilliCentPerKwh(),
        marginalAsk.priceMilliCentPerKwh());
  }

  private static long[] fullWh(List<Order> side) {
    return side.stream().mapToLong(Order::quantityWh).toArray();
  }

  private void midMarketRate() {
    if (bids.isEmpty() || asks.isEmpty()) {
      return;
    }
    long price = Math.floorDiv(price(bids, 0) + price(asks, 0), 2);
    List<Order> buying = new ArrayList<>(bids);
    buying.removeIf(order -> order.priceMilliCentPerKwh() < price);
    List<Order> selling = new ArrayList<>(asks);
    selling.removeIf(order -> order.priceMilliCentPerKwh() > price);
    fixed(buying, selling, price, price);
  }

  /** Each half at the price that would clear the other. */
  private void muda() {
    for (boolean first : new boolean[] {true, false}) {
      Long price = priceOf(half(bids, !first), half(asks, !first));
      if (price != null) {
        List<Order> buying = half(bids, first);
        buying.removeIf(order -> order.priceMilliCentPerKwh() < price);
        List<Order> selling = half(asks, first);
        selling.removeIf(order -> order.priceMilliCentPerKwh() > price);
        fixed(buying, selling, price, price);
      }
    }
  }

  private static List<Order> half(List<Order> side, boolean first) {
    List<Order> half = new ArrayList<>(side);
    half.removeIf(order -> Muda.isFirst(order.owner(), Muda.DEFAULT_SEED) != first);
    return half;
  }

  /** Midpoint of the prices that clear single Wh; null where a side is empty. */
  private static Long priceOf(List<Order> bids, List<Order> asks) {
    List<Long> values = prices(bids);
    List<Long> costs = prices(asks);
    if (values.isEmpty() || costs.isEmpty()) {
      return null;
    }
    int volume = 0;
    while (volume < Math.min(values.size(), costs.size())
        && values.get(volume) >= costs.get(volume)) {
      volume++;
    }
    long low = Long.MIN_VALUE;
    long high = Long.MAX_VALUE;
    if (volume > 0) {
      low = costs.get(volume - 1);
      high = values.get(volume - 1);
    }
    if (volume < values.size()) {
      low = Math.max(low, values.get(volume));
    }
    if (volume < costs.size()) {
      high = Math.min(high, costs.get(volume));
    }
    return Math.floorDiv(low + high, 2);
  }

  private void fixed(List<Order> buying, List<Order> selling, long buyers, long sellers) {
    long demand = buying.stream().mapToLong(Order::quantityWh).sum();
    long supply = selling.stream().mapToLong(Order::quantityWh).sum();
    for (List<Order> side : List.of(buying, selling)) {
      List<Order> byId = new ArrayList<>(side);
      byId.sort(Comparator.comparing(Order::id));
      if (!byId.isEmpty()) {
        long[] shares = proRata(Math.min(demand, supply), byId);
        for (int i = 0; i < shares.length; i++) {
          give(byId.get(i), shares[i], shares[i] * (side == buying ? buyers : sellers));
        }
      }
    }
  }

  private void orderBook(List<Order> book) {
    List<Order> arriving = new ArrayList<>(book);
    arriving.sort(Comparator.comparingLong(Order::time).thenComparing(Order::id));
    Map<String, Long> left = new TreeMap<>();
    List<Order> seen = new ArrayList<>();
    for (Order order : arriving) {
      left.put(order.id(), order.quantityWh());
      while (left.get(order.id()) > 0) {
        Order best = null;
        for (Order other : seen) {
          boolean crosses =
              other.side() != order.side()
                  && left.get(other.id()) > 0
                  && sign(order) * (order.priceMilliCentPerKwh() - other.priceMilliCentPerKwh())
                      >= 0;
          if (crosses
              && (best == null
                  || sign(order) * (other.priceMilliCentPerKwh() - best.priceMilliCentPerKwh())
                      < 0)) {
            best = other;
          }
        }
        if (best == null) {
          break;
        }
        left.merge(order.id(), -1L, Long::sum);
        left.merge(best.id(), -1L, Long::sum);
        give(order, 1, best.priceMilliCentPerKwh());
        give(best, 1, best.priceMilliCentPerKwh());
      }
      seen.add(order);
    }
  }

  private static long sign(Order order) {
    return order.side() == Side.BID ? 1 : -1;
  }
}
