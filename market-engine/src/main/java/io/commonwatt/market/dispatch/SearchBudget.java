package io.commonwatt.market.dispatch;

/**
 * How much a search over whole numbers may take. It counts search nodes, never time, so that a
 * replay gives the same answer.
 *
 * @param nodes search nodes after which the best plan found is returned with its gap
 * @param relativeGap gap to the bound at which the search may stop
 */
public record SearchBudget(int nodes, double relativeGap) {

  /** What is used unless another is given. */
  public static final SearchBudget DEFAULT = new SearchBudget(500, 0.01);

  public SearchBudget {
    if (nodes < 1 || !(relativeGap >= 0 && relativeGap < 1)) {
      throw new IllegalArgumentException(
          "Search budget of "
              + nodes
              + " nodes and gap "
              + relativeGap
              + ": give 1 node or more, and a gap of 0 to 1");
    }
  }
}
