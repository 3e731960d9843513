package io.commonwatt.market.clearing;

import java.util.List;

/** Finds an id used twice, with open addressing in two arrays of ints. */
final class DistinctIds {

  private static final int SPREAD = 0x9E3779B9;

  private DistinctIds() {}

  /**
   * Refuses a book with an id used twice.
   *
   * @throws BookRefusedException naming the id
   */
  static void require(List<Order> orders) {
    if (orders.size() > 1 << 28) {
      throw new BookRefusedException("A book of " + orders.size() + " orders is too large; cut it");
    }
    int capacity = Integer.highestOneBit(Math.max(2, orders.size())) << 2;
    int shift = Integer.numberOfLeadingZeros(capacity) + 1;
    int[] hashes = new int[capacity];
    int[] places = new int[capacity];
    int place = 0;
    for (Order order : orders) {
      String id = order.id();
      place++;
      int hash = id.hashCode() * SPREAD;
      int slot = hash >>> shift;
      while (places[slot] != 0) {
        if (hashes[slot] == hash && orders.get(places[slot] - 1).id().equals(id)) {
          throw new BookRefusedException(
              "Two orders have the id '" + id + "'; ids must be unique within a book");
        }
        slot = slot + 1 & capacity - 1;
      }
      hashes[slot] = hash;
      places[slot] = place;
    }
  }
}
