package io.commonwatt.market.audit;

import io.commonwatt.contracts.market.MarketMessage;
import io.commonwatt.contracts.market.MarketMessage.Account;
import io.commonwatt.market.channel.Channel;
import io.commonwatt.market.coordination.Cell;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Derives the cell of a strategy from its log alone. Who decides: where what a store did is what
 * the hub had written to its home, the hub controls. What is shared: else personal records to the
 * hub make it mediated, else messages between homes bilateral, else implicit. Whether units
 * compete: in the {@link AuditScenario} where using a store costs its owner and helps the
 * community, cooperative strategies use it. Stateless and thread-safe.
 */
public final class CellAudit {

  /** Share of a home's active hours in which the hub had written what its stores did. */
  private static final double CONTROLLED_SHARE = 0.9;

  /** Below this a store stands still, Wh in an hour. */
  private static final long ACTIVE_WH = 20;

  /** Tolerance of a written power, Wh in an hour: the plant rounds. */
  private static final double ROUNDING_WH = 1.5;

  /** Throughput in the scenario from which a sacrifice is one, Wh a day and store. */
  private static final long SACRIFICE_WH = 500;

  private CellAudit() {}

  /** How information is shared and who decides. */
  enum Information {
    DIRECT,
    MEDIATED,
    BILATERAL,
    IMPLICIT
  }

  /**
   * The cell of a strategy.
   *
   * @param log of any run, bodies kept
   * @param sacrifice log of the scenario, bodies kept
   */
  public static Cell judge(List<MarketMessage> log, List<MarketMessage> sacrifice) {
    boolean cooperates = cooperates(sacrifice);
    return switch (information(log)) {
      case DIRECT -> Cell.DIRECT_CONTROL;
      case MEDIATED -> cooperates ? Cell.MEDIATED_COOPERATION : Cell.MEDIATED_COMPETITION;
      case BILATERAL -> cooperates ? Cell.BILATERAL_COOPERATION : Cell.BILATERAL_COMPETITION;
      case IMPLICIT -> cooperates ? Cell.IMPLICIT_COOPERATION : Cell.IMPLICIT_COMPETITION;
    };
  }

  static Information information(List<MarketMessage> log) {
    boolean toHub = false;
    boolean toPeer = false;
    for (MarketMessage message : log) {
      if (message.account() != Account.OPERATION || message.sender().equals(Channel.HUB)) {
        continue;
      }
      toHub |= message.receiver().equals(Channel.HUB);
      toPeer |= !message.receiver().equals(Channel.HUB);
    }
    if (toHub) {
      return isControlled(log) ? Information.DIRECT : Information.MEDIATED;
    }
    return toPeer ? Information.BILATERAL : Information.IMPLICIT;
  }

  /** Whether the hub had written what stores did, in most of the hours in which they did much. */
  private static boolean isControlled(List<MarketMessage> log) {
    Map<String, List<byte[]>> written = new HashMap<>();
    Set<Long> ticks = new HashSet<>();
    for (MarketMessage message : log) {
      if (message.account() == Account.OPERATION) {
        ticks.add(message.tick().getEpochSecond());
      }
      if (message.account() == Account.OPERATION
          && message.sender().equals(Channel.HUB)
          && !message.receiver().equals(Channel.ALL)) {
        written
            .computeIfAbsent(
                message.receiver() + '|' + message.tick().getEpochSecond(),
                key -> new ArrayList<>())
            .add(message.body());
      }
    }
    int active = 0;
    int controlled = 0;
    for (MarketMessage message : log) {
      if (Metered.is(message)) {
        Metered metered = Metered.of(message);
        List<byte[]> bodies = written.get(metered.home() + '|' + metered.epochSecond());
        // An hour settled late may have been decided before the log begins.
        if (Math.abs(metered.storageWh()) > ACTIVE_WH && ticks.contains(metered.epochSecond())) {
          active++;
          controlled += bodies != null && isWritten(bodies, metered.storageWh()) ? 1 : 0;
        }
      }
    }
    return active > 0 && controlled >= CONTROLLED_SHARE * active;
  }

  /** Whether a power in kW stands anywhere in the bodies, whatever their layout. */
  private static boolean isWritten(List<byte[]> bodies, long wh) {
    for (byte[] body : bodies) {
      ByteBuffer bytes = ByteBuffer.wrap(body);
      for (int at = 0; at + Double.BYTES <= body.length; at++) {
        if (Math.abs(bytes.getDouble(at) * 1000 - wh) <= ROUNDING_WH) {
          return true;
        }
      }
    }
    return false;
  }

  static boolean cooperates(List<MarketMessage> sacrifice) {
    long throughputWh = 0;
    double commonCent = 0;
    for (MarketMessage message : sacrifice) {
      if (Metered.is(message)) {
        Metered metered = Metered.of(message);
        throughputWh += Math.abs(metered.storageWh());
        commonCent +=
            metered.storageWh() / 1000.0 * AuditScenario.wholesaleCent(metered.epochSecond());
      }
    }
    return commonCent < 0 && throughputWh > SACRIFICE_WH * AuditScenario.storeDays();
  }
}
