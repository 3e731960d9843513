package io.commonwatt.market.cooperative;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Coalitions form by merge and split: any of them merge, or one splits into parts, when no member
 * loses and one gains by the Shapley value of the game each coalition plays (Pareto order). Of the
 * moves there are, the one with the greatest gain of all is made, ties by the ids of the members,
 * until none is left; so the result does not depend on the order of the members. Apt and Witzel
 * 2009; Tushar et al. 2020. Stateless and thread-safe.
 */
public final class CoalitionFormation {

  private static final double GAIN = 1e-9;

  /** The game with its members sorted by id. */
  private final TabulatedGame game;

  /** Place in the given game of each sorted member. */
  private final int[] places;

  /**
   * A formation.
   *
   * @param given of at most {@link TabulatedGame#EXACT_MEMBERS} members
   * @param ids of the members, distinct
   */
  public CoalitionFormation(CharacteristicFunction given, List<String> ids) {
    Integer[] sorted = new Integer[ids.size()];
    Arrays.setAll(sorted, i -> i);
    Arrays.sort(sorted, Comparator.comparing(ids::get));
    places = Arrays.stream(sorted).mapToInt(Integer::intValue).toArray();
    game =
        TabulatedGame.of(
            new CharacteristicFunction() {
              @Override
              public int members() {
                return places.length;
              }

              @Override
              public double value(long coalition) {
                return given.value(toGiven(coalition));
              }
            });
  }

  /**
   * Coalitions that formed.
   *
   * @param coalitions disjoint masks of every member, ascending
   * @param shares of each member in its coalition, by the Shapley value
   * @param moves merges and splits it took
   */
  public record Structure(List<Long> coalitions, double[] shares, int moves) {}

  private record Move(List<Long> before, List<Long> after, double gain) {}

  /** Lets coalitions form from single members. */
  public Structure form() {
    List<Long> coalitions = new ArrayList<>();
    for (int i = 0; i < places.length; i++) {
      coalitions.add(1L << i);
    }
    return form(coalitions);
  }

  /** Lets coalitions form from a partition of the members, in the masks of the given game. */
  public Structure formFrom(List<Long> partition) {
    List<Long> coalitions = new ArrayList<>();
    for (long given : partition) {
      long coalition = 0;
      for (int i = 0; i < places.length; i++) {
        coalition |= (given >> places[i] & 1) << i;
      }
      coalitions.add(coalition);
    }
    return form(coalitions);
  }

  private Structure form(List<Long> coalitions) {
    int moves = 0;
    for (Move move = best(coalitions); move != null; move = best(coalitions)) {
      coalitions.removeAll(move.before());
      coalitions.addAll(move.after());
      moves++;
    }
    List<Long> formed = new ArrayList<>();
    double[] shares = new double[places.length];
    for (long coalition : coalitions) {
      formed.add(toGiven(coalition));
      double[] own = ShapleyValue.within(game, coalition);
      for (int i = 0; i < shares.length; i++) {
        shares[places[i]] += own[i];
      }
    }
    Collections.sort(formed);
    return new Structure(List.copyOf(formed), shares, moves);
  }

  private long toGiven(long coalition) {
    long given = 0;
    for (long left = coalition; left != 0; left &= left - 1) {
      given |= 1L << places[Long.numberOfTrailingZeros(left)];
    }
    return given;
  }

  private Move best(List<Long> coalitions) {
    List<Long> sorted = new ArrayList<>(coalitions);
    Collections.sort(sorted);
    Move best = null;
    for (int chosen = 1; chosen < 1 << sorted.size(); chosen++) {
      if (Integer.bitCount(chosen) > 1) {
        best = better(best, merging(sorted, chosen));
      }
    }
    for (long coalition : sorted) {
      best = bestSplit(best, coalition, coalition, new ArrayList<>());
    }
    return best;
  }

  private Move merging(List<Long> coalitions, int chosen) {
    List<Long> before = new ArrayList<>();
    long union = 0;
    for (int left = chosen; left != 0; left &= left - 1) {
      long coalition = coalitions.get(Integer.numberOfTrailingZeros(left));
      before.add(coalition);
      union |= coalition;
    }
    return move(before, List.of(union));
  }

  /** Goes through every partition of what is left of a coalition. */
  private Move bestSplit(Move best, long coalition, long left, List<Long> parts) {
    if (left == 0) {
      return parts.size() < 2 ? best : better(best, move(List.of(coalition), List.copyOf(parts)));
    }
    Move found = best;
    long first = left & -left;
    long others = left & ~first;
    for (long with = others; ; with = with - 1 & others) {
      parts.add(first | with);
      found = bestSplit(found, coalition, others & ~with, parts);
      parts.remove(parts.size() - 1);
      if (with == 0) {
        return found;
      }
    }
  }

  private Move move(List<Long> before, List<Long> after) {
    double gain = 0;
    for (long coalition : after) {
      gain += game.value(coalition);
    }
    for (long coalition : before) {
      gain -= game.value(coalition);
    }
    return new Move(before, after, gain);
  }

  private Move better(Move best, Move move) {
    boolean isBetter = move.gain() > GAIN && (best == null || move.gain() > best.gain() + GAIN);
    return isBetter && nobodyLoses(move) ? move : best;
  }

  private boolean nobodyLoses(Move move) {
    double[] change = new double[places.length];
    move.after().forEach(coalition -> add(change, coalition, 1));
    move.before().forEach(coalition -> add(change, coalition, -1));
    for (double gain : change) {
      if (gain < -GAIN) {
        return false;
      }
    }
    return true;
  }

  private void add(double[] change, long coalition, int sign) {
    double[] shares = ShapleyValue.within(game, coalition);
    for (int i = 0; i < change.length; i++) {
      change[i] += sign * shares[i];
    }
  }
}
