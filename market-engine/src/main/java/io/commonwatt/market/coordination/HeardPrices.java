package io.commonwatt.market.coordination;

import io.commonwatt.market.bidding.MarketSignal;
import io.commonwatt.market.channel.Body;
import io.commonwatt.market.observation.Hours;
import java.util.OptionalLong;
import java.util.TreeMap;

/** What a home heard from the hub in the last day, kept from hour to hour. Not thread-safe. */
final class HeardPrices {

  /** An hour's price, where there was one, and the energy bid for and offered. */
  private record Heard(boolean priced, long price, long demandWh, long supplyWh) {}

  private final TreeMap<Long, Heard> hours = new TreeMap<>();

  /**
   * What a home kept.
   *
   * @param kept null where it is the first hour
   */
  static HeardPrices read(byte[] kept) {
    HeardPrices heard = new HeardPrices();
    if (kept != null) {
      Body.read(
          kept,
          in -> {
            for (int size = in.readInt(); size > 0; size--) {
              heard.hours.put(
                  in.readLong(),
                  new Heard(in.readBoolean(), in.readLong(), in.readLong(), in.readLong()));
            }
            return heard;
          });
    }
    return heard;
  }

  /** Takes in what the hub told all of an hour; what is older than a day is forgotten. */
  void hear(long hour, ResultMessage.Totals totals) {
    OptionalLong price = totals.meanPrice();
    hours.put(
        hour, new Heard(price.isPresent(), price.orElse(0), totals.demandWh(), totals.supplyWh()));
    hours.headMap(hour - Hours.PER_DAY, true).clear();
  }

  /** What is known before an hour is cleared. */
  MarketSignal signal(long hour) {
    OptionalLong last = OptionalLong.empty();
    for (Heard heard : hours.headMap(hour).values()) {
      last = heard.priced() ? OptionalLong.of(heard.price()) : last;
    }
    Heard before = hours.get(hour - Hours.PER_DAY);
    return new MarketSignal(
        last, before == null ? 0 : before.demandWh(), before == null ? 0 : before.supplyWh());
  }

  byte[] toBytes() {
    return Body.of(
        out -> {
          out.writeInt(hours.size());
          for (var hour : hours.entrySet()) {
            out.writeLong(hour.getKey());
            out.writeBoolean(hour.getValue().priced());
            out.writeLong(hour.getValue().price());
            out.writeLong(hour.getValue().demandWh());
            out.writeLong(hour.getValue().supplyWh());
          }
        });
  }
}
