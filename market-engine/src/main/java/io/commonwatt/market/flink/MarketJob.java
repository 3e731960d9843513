package io.commonwatt.market.flink;

import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.community.Community;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.market.coordination.MarketSettings;
import io.commonwatt.market.coordination.MarketStep;
import io.commonwatt.wire.WireSettings;
import io.commonwatt.wire.flink.Jobs;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Readings, forecasts, prices and telemetry in; schedules, orders, messages, clearings and
 * settlements of every strategy out.
 */
public final class MarketJob {

  /** Name of the stage: writer of the progress of its topics. */
  public static final String STAGE = "market";

  static final List<Topic<?>> INPUTS =
      List.of(Topics.VALIDATED_READING, Topics.FORECAST, Topics.PRICE, Topics.DEVICE_TELEMETRY);

  static final List<Topic<?>> OUTPUTS =
      List.of(Topics.SCHEDULE, Topics.ORDER, Topics.MESSAGE, Topics.CLEARING, Topics.SETTLEMENT);

  private MarketJob() {}

  /** Adds the job to an environment. */
  public static void build(
      StreamExecutionEnvironment env,
      WireSettings wire,
      Registry registry,
      MarketSettings settings) {
    List<String> communities = registry.listCommunities().stream().map(Community::id).toList();
    Jobs.write(
        Jobs.step(
            Jobs.read(env, wire, "market-input", INPUTS, communities),
            new MarketStep(registry, settings)),
        wire,
        STAGE,
        OUTPUTS);
  }
}
