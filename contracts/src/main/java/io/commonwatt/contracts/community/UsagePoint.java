package io.commonwatt.contracts.community;

import io.commonwatt.contracts.reading.Channel;
import java.io.Serializable;
import java.util.List;

/**
 * Where energy is metered (CIM, ESPI).
 *
 * @param scheme identification scheme: EIC, GSRN, NMI, MPAN, EAN or local
 * @param community its community; empty when it has none
 * @param channels channels that are metered
 * @param intervalSeconds metering interval, s
 * @param maxKw what the connection can carry, kW: fuse × voltage
 */
public record UsagePoint(
    String id,
    String scheme,
    String member,
    String community,
    String feeder,
    String place,
    List<Channel> channels,
    int intervalSeconds,
    double maxKw)
    implements Serializable {
  public UsagePoint {
    channels = List.copyOf(channels);
  }

  /** Community, else feeder, else own id. */
  public String placement() {
    return !community.isEmpty() ? community : !feeder.isEmpty() ? feeder : id;
  }
}
