package io.commonwatt.streams.vee;

import io.commonwatt.contracts.community.MeterInstallation;
import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.contracts.reading.Channel;
import java.time.Instant;
import java.util.List;

/**
 * A usage point with the meters installed at it, by time. Immutable.
 *
 * @param installations by {@code from}
 * @param meterClass thresholds that hold here
 */
record MeteredPoint(
    UsagePoint usagePoint, List<MeterInstallation> installations, MeterClass meterClass) {
  MeteredPoint {
    installations = List.copyOf(installations);
  }

  /** Whether what is used and what crosses the connection are both metered. */
  boolean hasChannelSum() {
    return usagePoint.channels().contains(Channel.CONSUMPTION)
        && usagePoint.channels().contains(Channel.IMPORT);
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
