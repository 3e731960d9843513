package io.commonwatt.ledger.kafka;

import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.ledger.LedgerSettings;
import io.commonwatt.ledger.LedgerStep;
import io.commonwatt.wire.WireSettings;
import io.commonwatt.wire.kafka.StepTopology;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.streams.Topology;

/** The ledger application: topology and configuration. */
public final class LedgerApplication {

  private static final List<Topic<?>> IN = List.of(Topics.SETTLEMENT);
  private static final List<Topic<?>> OUT = List.of(Topics.LEDGER_ENTRY);

  private LedgerApplication() {}

  /** The topology with the default settings; run it with {@link #properties}. */
  public static Topology topology(WireSettings settings, Registry registry) {
    return topology(settings, registry, LedgerSettings.defaults());
  }

  /** The topology; run it with {@link #properties}. */
  public static Topology topology(
      WireSettings settings, Registry registry, LedgerSettings ledgerSettings) {
    return StepTopology.build(
        settings, new LedgerStep(ledgerSettings), IN, OUT, registry.listPlacements());
  }

  /** Exactly-once configuration of the application. */
  public static Properties properties(WireSettings settings) {
    return StepTopology.properties(settings, LedgerStep.NAME);
  }
}
