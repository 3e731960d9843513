package io.commonwatt.market.dispatch.benchmark.citylearn;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One configuration of {@link HedgedController} for every phase, chosen on phase 1 alone.
 *
 * @param horizonHours hours planned
 * @param nodes equally likely values a distribution is given by
 * @param errorDays how far back the errors of an hour of day reach
 * @param laterErrors factor on the errors of later hours, 1
 * @param laterRampErrors factor on the errors of the district's change in later hours, 1
 * @param smoothingKwh width over which kinks of the costs are rounded
 * @param carbonPrice weight of emission beside cost, $/kg
 * @param rampPrice weight of ramping, $/kWh
 * @param peakPrice weight of energy above the block's greatest so far, $/kWh
 * @param peakFloor share of earlier blocks' greatest that a new block is allowed freely, 1
 * @param storedValue value of energy left at the horizon, $/kWh
 * @param loadRidge ridge of the load regressions
 * @param loadKeep share of old rows' weight an hour leaves in them
 * @param likeCases like cases of a home's load; the nearer ones count more
 * @param likeSuns like cases of PV
 * @param caseDays how far back like cases reach
 * @param likeMean share of the like cases' mean error that is expected again
 */
public record HedgedSettings(
    int horizonHours,
    int nodes,
    int errorDays,
    double laterErrors,
    double laterRampErrors,
    double smoothingKwh,
    double carbonPrice,
    double rampPrice,
    double peakPrice,
    double peakFloor,
    double storedValue,
    double loadRidge,
    double loadKeep,
    int likeCases,
    int likeSuns,
    int caseDays,
    double likeMean) {

  static final int DAY = 24;

  /** The configuration the published figures were made with. */
  public static HedgedSettings published() {
    return new HedgedSettings(
        18, 15, 60, 1.3, 0.65, 0.2, 2, 0.27951, 2.5, 0.8, 0.2, 20, 0.998, 50, 40, 120, 0.7);
  }

  /** SHA-256 of every value, in hexadecimal. */
  public String hash() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
