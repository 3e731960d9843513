package io.commonwatt.market.cooperative;

/**
 * What each coalition is worth: a game with transferable utility. The empty coalition is worth 0.
 * Implementations are pure.
 */
public interface CharacteristicFunction {

  /** Most members a coalition mask can hold. */
  int MOST_MEMBERS = 62;

  /** Number of members, 1 to {@link #MOST_MEMBERS}. */
  int members();

  /** Value of a coalition in the game's unit of money. */
  double value(long coalition);

  /** Every member together. */
  default long everyone() {
    return (1L << members()) - 1;
  }
}
