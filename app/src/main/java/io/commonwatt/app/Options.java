package io.commonwatt.app;

/** Checks that several commands share. */
public final class Options {

  private static final int MAX_HOMES = 100_000;
  private static final int MAX_DAYS = 3660;

  private Options() {}

  /** Checks the size of a simulated community. */
  public static void requireCommunity(int homes, int days, int stepMinutes) {
    require(homes >= 1 && homes <= MAX_HOMES, "--homes", homes, "1 to " + MAX_HOMES);
    require(days >= 1 && days <= MAX_DAYS, "--days", days, "1 to " + MAX_DAYS);
    require(
        stepMinutes == 15 || stepMinutes == 30 || stepMinutes == 60,
        "--step-minutes",
        stepMinutes,
        "15, 30 or 60");
  }

  /** Checks one option. */
  public static void require(boolean holds, String option, Object value, String expected) {
    if (!holds) {
      throw new UserError("option", option + " is " + value, "use " + expected);
    }
  }
}
