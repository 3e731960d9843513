package io.commonwatt.streams.vee;

import io.commonwatt.contracts.community.MeterInstallation;
import java.time.Instant;

/**
 * Finds the usage point of what a meter tells besides intervals, or says why there is none. Made
 * for one step; not thread-safe: the last answer is kept.
 */
final class Attribution {
  private final VeeSettings settings;
  private final Directory directory;
  private final String placement;
  private String rule = "";
  private String why = "";
  private int multiplier = 1;

  Attribution(VeeSettings settings, Directory directory, String placement) {
    this.settings = settings;
    this.directory = directory;
    this.placement = placement;
  }

  /**
   * The usage point of a meter at a time; null when it is refused. A meter that is taken away still
   * speaks at the very end of its installation.
   */
  MeteredPoint find(String meter, Instant at, Instant knownAt) {
    if (!directory.isKnownMeter(meter)) {
      return refuse("unknown-meter", "is in no meter installation; add it to the community file");
    }
    long second = at.getEpochSecond();
    if (!settings.accepts(second, second, knownAt.getEpochSecond())) {
      return refuse("outside-time-window", "reports " + at + "; check its clock");
    }
    MeterInstallation installation = directory.findInstallation(meter, at);
    if (installation == null) {
      installation = directory.findInstallation(meter, at.minusSeconds(1));
    }
    MeteredPoint point =
        installation == null ? null : directory.findPoint(installation.usagePoint());
    if (point == null) {
      return refuse("meter-not-installed", "is not installed at " + at);
    }
    if (!point.usagePoint().placement().equals(placement)) {
      return refuse("wrong-placement", "belongs to '" + point.usagePoint().placement() + "'");
    }
    multiplier = Math.max(1, installation.multiplier());
    return point;
  }

  MeteredPoint refuse(String byRule, String because) {
    rule = byRule;
    why = because;
    return null;
  }

  /** Rule of the last refusal. */
  String rule() {
    return rule;
  }

  /** Reason of the last refusal. */
  String why() {
    return why;
  }

  /** Multiplier of the last installation found. */
  int multiplier() {
    return multiplier;
  }
}
