package io.commonwatt.market.bilateral;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sets off obligations that run in circles: the most that can be cancelled without anybody's net
 * position changing, found as a circulation of greatest total by cancelling cycles that gain.
 * Integers throughout; the same obligations in another order give the same total. Stateless and
 * thread-safe.
 */
public final class ObligationClearing {

  private ObligationClearing() {}

  /** What one owes another, micro-cent, positive. */
  public record Obligation(String debtor, String creditor, long microCent) {
    public Obligation {
      if (microCent <= 0 || debtor.equals(creditor)) {
        throw new IllegalArgumentException(
            "'"
                + debtor
                + "' owes '"
                + creditor
                + "' "
                + microCent
                + " micro-cent; give a positive amount between two");
      }
    }
  }

  /**
   * Outcome.
   *
   * @param setOffMicroCent of each obligation, in the order given
   * @param left what remains to be paid, without the settled ones
   */
  public record Cleared(List<Long> setOffMicroCent, List<Obligation> left) {}

  /** Sets off as much as possible. */
  public static Cleared clear(List<Obligation> obligations) {
    List<String> names = new ArrayList<>(new TreeMap<>(positions(obligations)).keySet());
    int edges = obligations.size();
    int[] from = new int[edges];
    int[] to = new int[edges];
    long[] flow = new long[edges];
    for (int e = 0; e < edges; e++) {
      from[e] = names.indexOf(obligations.get(e).debtor());
      to[e] = names.indexOf(obligations.get(e).creditor());
    }
    boolean gained = true;
    while (gained) {
      gained = augment(names.size(), from, to, flow, obligations);
    }
    List<Long> setOff = new ArrayList<>();
    List<Obligation> left = new ArrayList<>();
    for (int e = 0; e < edges; e++) {
      Obligation one = obligations.get(e);
      setOff.add(flow[e]);
      if (one.microCent() > flow[e]) {
        left.add(new Obligation(one.debtor(), one.creditor(), one.microCent() - flow[e]));
      }
    }
    return new Cleared(List.copyOf(setOff), List.copyOf(left));
  }

  /** Net position of each: what it is owed less what it owes, micro-cent. */
  public static Map<String, Long> positions(List<Obligation> obligations) {
    Map<String, Long> positions = new TreeMap<>();
    for (Obligation one : obligations) {
      positions.merge(one.debtor(), -one.microCent(), Math::addExact);
      positions.merge(one.creditor(), one.microCent(), Math::addExact);
    }
    return positions;
  }

  /**
   * Finds a cycle of the residual graph along which more is added than taken back (Bellman-Ford,
   * each obligation worth one a unit) and sends as much along it as fits.
   */
  private static boolean augment(
      int nodes, int[] from, int[] to, long[] flow, List<Obligation> obligations) {
    int edges = flow.length;
    long[] distance = new long[nodes];
    int[] via = new int[nodes];
    Arrays.fill(via, -1);
    int last = -1;
    for (int round = 0; round < nodes; round++) {
      last = -1;
      for (int arc = 0; arc < 2 * edges; arc++) {
        int e = arc / 2;
        boolean forward = arc % 2 == 0;
        boolean open = forward ? flow[e] < obligations.get(e).microCent() : flow[e] > 0;
        int tail = forward ? from[e] : to[e];
        int head = forward ? to[e] : from[e];
        long cost = forward ? -1 : 1;
        if (open && distance[tail] + cost < distance[head]) {
          distance[head] = distance[tail] + cost;
          via[head] = arc;
          last = head;
        }
      }
      if (last < 0) {
        return false;
      }
    }
    int node = last;
    for (int i = 0; i < nodes; i++) {
      node = tail(via[node], from, to);
    }
    List<Integer> cycle = new ArrayList<>();
    int start = node;
    long most = Long.MAX_VALUE;
    do {
      int arc = via[node];
      int e = arc / 2;
      cycle.add(arc);
      most = Math.min(most, arc % 2 == 0 ? obligations.get(e).microCent() - flow[e] : flow[e]);
      node = tail(arc, from, to);
    } while (node != start);
    for (int arc : cycle) {
      flow[arc / 2] += arc % 2 == 0 ? most : -most;
    }
    return true;
  }

  private static int tail(int arc, int[] from, int[] to) {
    return arc % 2 == 0 ? from[arc / 2] : to[arc / 2];
  }
}
