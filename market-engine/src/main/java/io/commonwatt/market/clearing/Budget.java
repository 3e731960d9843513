package io.commonwatt.market.clearing;

/** What a mechanism promises about the money buyers pay and sellers are paid. */
public enum Budget {
  /** Every cent buyers pay goes to sellers. */
  EXACT,
  /** Buyers pay at least what sellers are paid; the market operator keeps the rest. */
  SURPLUS,
  /** Sellers may be paid more than buyers pay; the market operator bears it. */
  DEFICIT_ALLOWED;

  /** Whether a surplus, micro-cent, keeps the promise. */
  public boolean allows(long surplusMicroCent) {
    return switch (this) {
      case EXACT -> surplusMicroCent == 0;
      case SURPLUS -> surplusMicroCent >= 0;
      case DEFICIT_ALLOWED -> true;
    };
  }
}
