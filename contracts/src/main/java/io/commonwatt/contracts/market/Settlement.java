package io.commonwatt.contracts.market;

import io.commonwatt.contracts.Travelling;
import java.time.Instant;
import java.util.List;
import org.apache.avro.reflect.AvroDefault;

/**
 * Settlement of one interval of one community under one strategy. A late or corrected reading
 * repeats it with a higher version.
 *
 * @param live whether this strategy's amounts are money; others run in shadow
 * @param complete whether every member's readings are measured
 * @param netWh net energy at the community's connection E_t = Σ member netWh
 * @param wholesaleImportMilliCentPerKwh wholesale price of imported energy
 * @param wholesaleExportMilliCentPerKwh wholesale price of exported energy
 * @param wearMicroCent battery wear
 * @param carbonMicroCent carbon cost
 * @param resourceCostMicroCent J of the interval: wholesale cost of E_t + wear + carbon
 * @param members sorted by usage point
 * @param marketMicroCent what members paid each other and nobody of them received: grid fees of
 *     paths, congestion income, the market operator's surplus; negative for its deficit, and for
 *     what the grid operator pays
 * @param upstreamWh what members sold to the grid operator: as much as their trades leave over
 */
public record Settlement(
    String community,
    String strategy,
    boolean live,
    Instant start,
    int lengthSeconds,
    boolean complete,
    long netWh,
    long wholesaleImportMilliCentPerKwh,
    long wholesaleExportMilliCentPerKwh,
    long wearMicroCent,
    long carbonMicroCent,
    long resourceCostMicroCent,
    List<MemberSettlement> members,
    long version,
    Instant knownAt,
    @AvroDefault("0") long marketMicroCent,
    @AvroDefault("0") long upstreamWh)
    implements Travelling {
  public Settlement {
    members = List.copyOf(members);
  }

  /** Σ of the members' bills, micro-cent. */
  public long billMicroCent() {
    long sum = 0;
    for (MemberSettlement member : members) {
      sum += member.billMicroCent();
    }
    return sum;
  }

  @Override
  public String key() {
    return community + '|' + strategy;
  }

  @Override
  public String placement() {
    return community;
  }

  @Override
  public String id() {
    return key() + '|' + start + '|' + lengthSeconds;
  }
}
