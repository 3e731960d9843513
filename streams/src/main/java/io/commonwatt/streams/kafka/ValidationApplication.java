package io.commonwatt.streams.kafka;

import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.streams.validation.ValidationStep;
import io.commonwatt.streams.vee.VeeSettings;
import io.commonwatt.wire.WireSettings;
import io.commonwatt.wire.kafka.StepTopology;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.streams.Topology;

/** The validation application: topology and configuration. */
public final class ValidationApplication {
  private static final List<Topic<?>> IN =
      List.of(Topics.RAW_READING, Topics.METER_EVENT, Topics.RAW_REGISTER, Topics.READING_EDIT);

  private static final List<Topic<?>> OUT =
      List.of(
          Topics.VALIDATED_READING,
          Topics.READING_EXCEPTION,
          Topics.COMPLETENESS,
          Topics.REJECTED,
          Topics.AGGREGATED_MEASURE);

  private ValidationApplication() {}

  /** Topics it writes. */
  public static List<Topic<?>> listOutputs() {
    return OUT;
  }

  /** The topology; run it with {@link #properties}. */
  public static Topology topology(
      WireSettings settings, Registry registry, VeeSettings veeSettings) {
    return StepTopology.build(
        settings, new ValidationStep(registry, veeSettings), IN, OUT, registry.listPlacements());
  }

  /** Exactly-once configuration of the application. */
  public static Properties properties(WireSettings settings) {
    return StepTopology.properties(settings, ValidationStep.NAME);
  }
}
