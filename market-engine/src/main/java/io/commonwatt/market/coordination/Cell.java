package io.commonwatt.market.coordination;

import java.util.Locale;

/**
 * How a strategy coordinates: who decides, what information is shared, whether units compete.
 * Charbonnier, Morstyn, McCulloch 2022; the cells are exclusive and leave nothing out.
 */
public enum Cell {
  DIRECT_CONTROL,
  MEDIATED_COMPETITION,
  MEDIATED_COOPERATION,
  BILATERAL_COMPETITION,
  BILATERAL_COOPERATION,
  IMPLICIT_COMPETITION,
  IMPLICIT_COOPERATION;

  /** Lower-case name used in reports. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
