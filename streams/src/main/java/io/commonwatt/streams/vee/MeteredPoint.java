package io.commonwatt.streams.vee;

import io.commonwatt.contracts.community.MeterInstallation;
import io.commonwatt.contracts.community.UsagePoint;
import java.time.Instant;
import java.util.List;

/**
 * A usage point with the meters installed at it, by time. Immutable.
 *
 * @param installations by {@code from}
 */
record MeteredPoint(UsagePoint usagePoint, List<MeterInstallation> installations) {
  MeteredPoint {
    installations = List.copyOf(installations);
  }

  /** The installation at a time; null when there is no meter. */
  MeterInstallation findInstallation(Instant at) {
    for (int index = installations.size() - 1; index >= 0; index--) {
      MeterInstallation installation = installations.get(index);
      if (!at.isBefore(installation.from()) && at.isBefore(installation.to())) {
        return installation;
      }
    }
    return null;
  }
}
