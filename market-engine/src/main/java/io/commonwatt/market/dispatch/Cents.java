package io.commonwatt.market.dispatch;

import java.util.Locale;

/** Prices in words. A plan has several of them, and formatting took longer than planning. */
final class Cents {

  private static final double MOST = 1e12;

  private Cents() {}

  /** With one decimal, rounded half up, and the unit. */
  static String of(double cents) {
    if (!(Math.abs(cents) < MOST)) {
      return String.format(Locale.ROOT, "%.1f ct", cents);
    }
    long tenths = Math.round(Math.abs(cents) * 10);
    String sign = cents < 0 && tenths > 0 ? "-" : "";
    return sign + tenths / 10 + '.' + tenths % 10 + " ct";
  }

  /** A price per kWh of 0 or more with two decimals, rounded half up, and the unit. */
  static String perKwh(double cents) {
    if (!(cents < MOST)) {
      return String.format(Locale.ROOT, "%.2f ct/kWh", cents);
    }
    long hundredths = Math.round(cents * 100);
    long part = hundredths % 100;
    return hundredths / 100 + (part < 10 ? ".0" : ".") + part + " ct/kWh";
  }
}
