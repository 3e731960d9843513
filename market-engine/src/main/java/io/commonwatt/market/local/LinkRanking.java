package io.commonwatt.market.local;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Which other home a home should listen to: the one whose measurement tells most of the action that
 * its own policy does not know yet. Dobbe, Fridovich-Keil, Tomlin 2017. Stateless and thread-safe.
 */
public final class LinkRanking {

  private static final int CLASSES = 6;
  private static final long SEED = 20;

  private LinkRanking() {}

  /**
   * A link that could be bought.
   *
   * @param from whose measurement would be heard
   * @param bits what it adds; what the same measurement in random order seems to add is deducted
   */
  public record Link(String from, double bits) {}

  /** Bits of the action that a policy's own prediction tells. */
  public static double ownBits(double[] action, double[] prediction) {
    return InformationBound.bits(
        InformationBound.classes(action, CLASSES), InformationBound.classes(prediction, CLASSES));
  }

  /**
   * Ranks links, the best first, ties by name.
   *
   * @param action what would have been best
   * @param prediction of the home's own policy
   * @param others measurement of each other home at the same times
   */
  public static List<Link> rank(
      double[] action, double[] prediction, Map<String, double[]> others) {
    int[] best = InformationBound.classes(action, CLASSES);
    int[] own = InformationBound.classes(prediction, CLASSES);
    List<Link> links = new ArrayList<>();
    new TreeMap<>(others)
        .forEach(
            (home, measured) -> {
              int[] heard = InformationBound.classes(measured, CLASSES);
              double bits = InformationBound.bits(best, joined(own, heard));
              double chance = InformationBound.bits(best, joined(own, shuffled(heard)));
              links.add(new Link(home, bits - chance));
            });
    links.sort(Comparator.comparingDouble(Link::bits).reversed().thenComparing(Link::from));
    return links;
  }

  private static int[] joined(int[] own, int[] heard) {
    int[] both = new int[own.length];
    for (int i = 0; i < both.length; i++) {
      both[i] = own[i] * CLASSES + heard[i];
    }
    return both;
  }

  private static int[] shuffled(int[] values) {
    int[] shuffled = values.clone();
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = shuffled.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int kept = shuffled[i];
      shuffled[i] = shuffled[other];
      shuffled[other] = kept;
    }
    return shuffled;
  }
}
