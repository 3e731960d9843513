package io.commonwatt.market.cooperative;

/** A game with the value of every coalition at hand; each is asked for once. Immutable. */
public final class TabulatedGame implements CharacteristicFunction {

  /** Members up to which all coalitions are looked at. */
  public static final int EXACT_MEMBERS = 12;

  private final int members;
  private final double[] values;

  private TabulatedGame(int members, double[] values) {
    this.members = members;
    this.values = values;
  }

  /**
   * The table of a game.
   *
   * @throws IllegalArgumentException when it has too many members
   */
  public static TabulatedGame of(CharacteristicFunction game) {
    if (game instanceof TabulatedGame table) {
      return table;
    }
    if (game.members() > EXACT_MEMBERS) {
      throw new IllegalArgumentException(
          "A game of "
              + game.members()
              + " members has too many coalitions to list; use sampled shares, or at most "
              + EXACT_MEMBERS
              + " members");
    }
    double[] values = new double[1 << game.members()];
    for (int coalition = 1; coalition < values.length; coalition++) {
      values[coalition] = game.value(coalition);
    }
    return new TabulatedGame(game.members(), values);
  }

  @Override
  public int members() {
    return members;
  }

  @Override
  public double value(long coalition) {
    return values[(int) coalition];
  }
}
