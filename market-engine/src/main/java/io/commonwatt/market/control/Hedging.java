package io.commonwatt.market.control;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a plan makes of the ways the load may go. */
public enum Hedging {
  /**
   * The first step is the same in all scenarios, later ones may differ; the expected cost counts.
   */
  TWO_STAGE,
  /** The mean of the scenarios, else the forecast's median, as if it were certain. */
  CERTAINTY_EQUIVALENT;

  /** The name it is chosen by. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The one of that name. */
  public static Optional<Hedging> find(String code) {
    return Arrays.stream(values()).filter(each -> each.code().equals(code)).findFirst();
  }
}
