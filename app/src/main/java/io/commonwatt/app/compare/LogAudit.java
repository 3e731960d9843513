package io.commonwatt.app.compare;

import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.contracts.market.MarketMessage;
import io.commonwatt.market.audit.AuditScenario;
import io.commonwatt.market.audit.CellAudit;
import io.commonwatt.market.coordination.MixedStrategy;
import io.commonwatt.market.coordination.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The cell a strategy claims and the one its log shows; of a mixed community those of its parts,
 * each from what its own homes said and did. Stateless.
 */
final class LogAudit {

  private static final String AND = " + ";

  private LogAudit() {}

  static String claimed(Strategy strategy) {
    return strategy instanceof MixedStrategy mixed
        ? String.join(AND, mixed.parts().stream().map(part -> part.cell().code()).toList())
        : strategy.cell().code();
  }

  /**
   * What the log shows.
   *
   * @param sample messages of one community, bodies kept
   */
  static String audited(Strategy strategy, List<MarketMessage> sample, Registry registry) {
    if (!(strategy instanceof MixedStrategy mixed)) {
      return CellAudit.judge(sample, AuditScenario.log(strategy.name(), -1)).code();
    }
    List<String> homes =
        sample.isEmpty()
            ? List.of()
            : registry.listUsagePoints(sample.get(0).community()).stream()
                .map(UsagePoint::id)
                .toList();
    List<String> cells = new ArrayList<>();
    for (int part = 0; part < mixed.parts().size(); part++) {
      Set<String> own = new TreeSet<>(mixed.homesOf(part, homes));
      List<MarketMessage> log =
          sample.stream()
              .filter(message -> own.contains(message.sender()) || own.contains(message.receiver()))
              .toList();
      cells.add(CellAudit.judge(log, AuditScenario.log(mixed.parts().get(part).name(), -1)).code());
    }
    return String.join(AND, cells);
  }
}
