package io.commonwatt.contracts.market;

import io.commonwatt.contracts.Travelling;
import java.time.Instant;
import java.util.List;
import org.apache.avro.reflect.AvroDefault;
import org.apache.avro.reflect.Nullable;

/**
 * Result of a clearing.
 *
 * @param status {@code TRADED} or {@code NO_TRADE}
 * @param priceMilliCentPerKwh uniform price; null without one
 * @param tradedWh volume matched
 * @param rationedWh volume of orders inside the price that went unmatched
 * @param welfareMicroCent Σ bids' value − Σ asks' cost of what was matched
 * @param network what the clearing knew of the grid: {@code limits}, or {@code copper plate}
 * @param surplusMicroCent what buyers pay beyond what sellers are paid, fees and congestion income
 *     included; negative when the market operator bears a deficit
 * @param gridFeesMicroCent charged by the path of the trades
 * @param congestionMicroCent income of full lines
 * @param nodes of the grid, from the top down; on a copper plate the community alone
 */
public record Clearing(
    String community,
    String strategy,
    String mechanism,
    Instant start,
    int lengthSeconds,
    String status,
    @Nullable Long priceMilliCentPerKwh,
    long tradedWh,
    long rationedWh,
    long welfareMicroCent,
    List<Trade> trades,
    Instant knownAt,
    @AvroDefault("\"copper plate\"") String network,
    @AvroDefault("0") long surplusMicroCent,
    @AvroDefault("0") long gridFeesMicroCent,
    @AvroDefault("0") long congestionMicroCent,
    @AvroDefault("[]") List<ClearingNode> nodes)
    implements Travelling {

  /** Mechanism of a clearing whose quantities are energy held ready, not delivered. */
  public static final String RESERVE = "reserve";

  public Clearing {
    trades = List.copyOf(trades);
    nodes = List.copyOf(nodes);
  }

  /** A clearing on a copper plate in which buyers pay what sellers are paid. */
  public Clearing(
      String community,
      String strategy,
      String mechanism,
      Instant start,
      int lengthSeconds,
      String status,
      Long priceMilliCentPerKwh,
      long tradedWh,
      long rationedWh,
      long welfareMicroCent,
      List<Trade> trades,
      Instant knownAt) {
    this(
        community,
        strategy,
        mechanism,
        start,
        lengthSeconds,
        status,
        priceMilliCentPerKwh,
        tradedWh,
        rationedWh,
        welfareMicroCent,
        trades,
        knownAt,
        "copper plate",
        0,
        0,
        0,
        List.of());
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
    return key() + '|' + start;
  }

  @Override
  public long version() {
    return knownAt.toEpochMilli();
  }
}
