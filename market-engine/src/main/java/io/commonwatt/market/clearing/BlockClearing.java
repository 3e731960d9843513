package io.commonwatt.market.clearing;

import io.commonwatt.contracts.market.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Pay-as-clear with block orders of one market time unit, which trade in full or not at all. Among
 * all choices of blocks for which one price clears the rest and no accepted block trades at a loss,
 * the one of the greatest welfare; found by branch and bound, exact in integers. A block may be
 * left out though the price would pay it: it is listed. Stateless and thread-safe.
 */
public final class BlockClearing {

  /** Choices looked at before a book is refused. */
  private static final long MOST_NODES = 2_000_000;

  private static final Comparator<Order> BY_ID = Comparator.comparing(Order::id);

  private BlockClearing() {}

  /**
   * Clears a book. The result does not depend on the order of the list.
   *
   * @param blocks ids of the orders that trade in full or not at all
   * @throws BookRefusedException as every mechanism, or when blocks need too many choices
   */
  public static BlockResult clear(List<Order> orders, Set<String> blocks) {
    try {
      Sides sides = Sides.of(orders);
      List<Order> whole = new ArrayList<>(orders);
      whole.removeIf(order -> !blocks.contains(order.id()));
      whole.sort(BY_ID);
      List<Order> divisible = new ArrayList<>(orders);
      divisible.removeIf(order -> blocks.contains(order.id()));
      Search search = new Search(whole, divisible);
      search.branch(new BitSet(), new BitSet());
      return search.result(sides);
    } catch (ArithmeticException e) {
      throw new BookRefusedException(
          "The energy or the money of this book does not fit 64 bits of Wh and micro-cent; use"
              + " smaller quantities or prices");
    }
  }

  /** The rest of a book cleared around accepted blocks. */
  private record Around(NodeCurve curve, NodeCurve.Crossing crossing, long welfare) {}

  private static final class Search {
    private final List<Order> blocks;
    private final List<Order> divisible;
    private long best = -1;
    private BitSet accepted = new BitSet();
    private Around found;
    private long price;
    private long nodes;

    Search(List<Order> blocks, List<Order> divisible) {
      this.blocks = blocks;
      this.divisible = divisible;
    }

    /** Looks at all choices with these blocks in and those out. */
    void branch(BitSet in, BitSet out) {
      if (++nodes > MOST_NODES) {
        throw new BookRefusedException(
            "The "
                + blocks.size()
                + " blocks of this book need more than "
                + MOST_NODES
                + " choices; offer fewer or divisible ones");
      }
      Around relaxed = around(in, out, true);
      if (relaxed == null || relaxed.welfare() <= best) {
        return; // What divisible blocks cannot better, whole ones cannot.
      }
      int next = undecided(relaxed, in, out);
      if (next < 0) {
        settle(in);
        return;
      }
      BitSet with = (BitSet) in.clone();
      with.set(next);
      branch(with, out);
      BitSet without = (BitSet) out.clone();
      without.set(next);
      branch(in, without);
    }

    /** The first block that is decided neither way; −1 where there is none. */
    private int undecided(Around relaxed, BitSet in, BitSet out) {
      int any = -1;
      Map<String, Long> taken = new HashMap<>();
      for (int i = 0; i < relaxed.curve().steps().size(); i++) {
        taken.put(relaxed.curve().steps().get(i).id(), relaxed.crossing().takenWh()[i]);
      }
      for (int i = 0; i < blocks.size(); i++) {
        if (!in.get(i) && !out.get(i)) {
          long wh = taken.get(blocks.get(i).id());
          if (wh > 0 && wh < blocks.get(i).quantityWh()) {
            return i; // A part of a block is what must be decided first.
          }
          any = any < 0 ? i : any;
        }
      }
      return any;
    }

    /** Takes a choice when some price clears the rest and pays every block in it. */
    private void settle(BitSet in) {
      BitSet out = new BitSet(blocks.size());
      out.set(0, blocks.size());
      out.andNot(in);
      Around around = around(in, out, false);
      if (around == null || around.welfare() <= best) {
        return;
      }
      long low = around.crossing().low();
      long high = around.crossing().high();
      for (int i = in.nextSetBit(0); i >= 0; i = in.nextSetBit(i + 1)) {
        long limit = blocks.get(i).priceMilliCentPerKwh();
        if (blocks.get(i).side() == Side.BID) {
          high = Math.min(high, limit);
        } else {
          low = Math.max(low, limit);
        }
      }
      if (low > high) {
        return;
      }
      best = around.welfare();
      accepted = (BitSet) in.clone();
      found = around;
      price =
          low == NodeCurve.LOWEST
              ? high
              : high == NodeCurve.HIGHEST ? low : KPrice.midpoint(low, high);
    }

    /** Clears around blocks; null where their energy cannot be met. */
    private Around around(BitSet in, BitSet out, boolean undecidedDivide) {
      NodeCurve curve = new NodeCurve();
      long welfare = 0;
      long exportWh = 0;
      divisible.forEach(curve::add);
      for (int i = 0; i < blocks.size(); i++) {
        Order block = blocks.get(i);
        if (in.get(i)) {
          boolean bid = block.side() == Side.BID;
          exportWh += bid ? block.quantityWh() : -block.quantityWh();
          welfare = Math.addExact(welfare, valueOf(block, block.quantityWh()));
        } else if (undecidedDivide && !out.get(i)) {
          curve.add(block);
        }
      }
      curve.sort();
      long most = curve.baseWh();
      for (NodeCurve.Step step : curve.steps()) {
        most += step.wh();
      }
      if (exportWh < curve.baseWh() || exportWh > most) {
        return null;
      }
      NodeCurve.Crossing crossing = curve.at(exportWh);
      for (int i = 0; i < crossing.takenWh().length; i++) {
        NodeCurve.Step step = curve.steps().get(i);
        welfare = Math.addExact(welfare, valueOf(step.order(), filledWh(step, crossing, i)));
      }
      return new Around(curve, crossing, welfare);
    }

    BlockResult result(Sides sides) {
      Map<String, Long> filled = new HashMap<>();
      for (int i = accepted.nextSetBit(0); i >= 0; i = accepted.nextSetBit(i + 1)) {
        filled.put(blocks.get(i).id(), blocks.get(i).quantityWh());
      }
      for (int i = 0; i < found.crossing().takenWh().length; i++) {
        NodeCurve.Step step = found.curve().steps().get(i);
        filled.put(step.id(), filledWh(step, found.crossing(), i));
      }
      Matching matching = new Matching(filled(sides.bids(), filled), filled(sides.asks(), filled));
      boolean trades = filled.values().stream().anyMatch(wh -> wh > 0);
      ClearingResult clearing =
          trades
              ? matching.at(PairPrice.uniform(price), sides.insideWh(price, price))
              : ClearingResult.noTrade();
      List<String> in = new ArrayList<>();
      List<String> paradox = new ArrayList<>();
      for (int i = 0; i < blocks.size(); i++) {
        Order block = blocks.get(i);
        long margin = block.priceMilliCentPerKwh() - price;
        if (accepted.get(i)) {
          in.add(block.id());
        } else if (trades && (block.side() == Side.BID ? margin > 0 : margin < 0)) {
          paradox.add(block.id());
        }
      }
      return new BlockResult(clearing, in, paradox, nodes);
    }

    private static Filled filled(Order[] side, Map<String, Long> filled) {
      return Filled.of(
          side,
          Arrays.stream(side).mapToLong(order -> filled.getOrDefault(order.id(), 0L)).toArray());
    }

    private static long filledWh(NodeCurve.Step step, NodeCurve.Crossing crossing, int place) {
      long taken = crossing.takenWh()[place];
      return step.supply() ? taken : step.wh() - taken;
    }

    private static long valueOf(Order order, long wh) {
      long value = Math.multiplyExact(wh, order.priceMilliCentPerKwh());
      return order.side() == Side.BID ? value : -value;
    }
  }
}
