package io.commonwatt.app.compare;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.Community;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.contracts.forecast.Forecast;
import io.commonwatt.contracts.forecast.SeriesKind;
import io.commonwatt.contracts.market.MemberSettlement;
import io.commonwatt.contracts.market.Settlement;
import io.commonwatt.contracts.price.Price;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.Origin;
import io.commonwatt.contracts.reading.Quality;
import io.commonwatt.contracts.reading.ValidatedReading;
import io.commonwatt.market.coordination.DirectStrategy;
import io.commonwatt.market.coordination.MarketSettings;
import io.commonwatt.market.coordination.MarketStep;
import io.commonwatt.market.criteria.StrategyCriteria;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Direct control once more, as it was but for its forecasts: they are what was measured later. What
 * it costs beyond the bound is what the finite horizon costs. Stateless.
 */
final class PerfectReplay {

  private static final String MODEL = "perfect";
  private static final int ISSUE_EVERY_HOURS = 12;
  private static final int FORECAST_HOURS = 60;
  private static final int SECONDS = 3600;

  private PerfectReplay() {}

  /** What was metered at a usage point in an hour. */
  private record Measured(long loadWh, long generationWh) {}

  /**
   * Replays.
   *
   * @param registry in which every community runs direct control alone
   * @param settled hours of any strategy: what they say of meters is the same for all
   */
  static StrategyCriteria direct(
      Registry registry, List<Price> prices, List<Settlement> settled, Instant end) {
    MarketSettings settings = MarketSettings.defaults().withForecastModels(List.of(MODEL));
    StrategyRun run = new StrategyRun(DirectStrategy.NAME, new MarketStep(registry, settings));
    for (Community community : registry.listCommunities()) {
      for (Price price : prices) {
        run.file(community.id(), price);
      }
    }
    Map<String, TreeMap<Instant, Measured>> measured = measured(settled);
    for (UsagePoint usagePoint : registry.listUsagePoints()) {
      TreeMap<Instant, Measured> own = measured.getOrDefault(usagePoint.id(), new TreeMap<>());
      if (own.isEmpty()) {
        continue;
      }
      for (Channel channel : channels(usagePoint)) {
        file(run, usagePoint, channel, own);
      }
    }
    run.advance(end);
    return run.criteria();
  }

  private static Map<String, TreeMap<Instant, Measured>> measured(List<Settlement> settled) {
    Map<String, TreeMap<Instant, Measured>> measured = new TreeMap<>();
    for (Settlement settlement : settled) {
      for (MemberSettlement member : settlement.members()) {
        measured
            .computeIfAbsent(member.usagePoint(), key -> new TreeMap<>())
            .put(settlement.start(), new Measured(member.loadWh(), member.generationWh()));
      }
    }
    return measured;
  }

  private static List<Channel> channels(UsagePoint usagePoint) {
    List<Channel> channels = new ArrayList<>();
    for (Channel channel : usagePoint.channels()) {
      boolean gross = usagePoint.channels().contains(Channel.CONSUMPTION);
      boolean wanted =
          gross
              ? channel == Channel.CONSUMPTION || channel == Channel.GENERATION
              : channel == Channel.IMPORT || channel == Channel.EXPORT;
      if (wanted) {
        channels.add(channel);
      }
    }
    return channels;
  }

  private static void file(
      StrategyRun run, UsagePoint usagePoint, Channel channel, TreeMap<Instant, Measured> own) {
    boolean isLoad = channel == Channel.CONSUMPTION || channel == Channel.IMPORT;
    for (Map.Entry<Instant, Measured> hour : own.entrySet()) {
      long wh = isLoad ? hour.getValue().loadWh() : hour.getValue().generationWh();
      run.file(usagePoint.placement(), reading(usagePoint, channel, hour.getKey(), wh));
    }
    Instant last = own.lastKey();
    for (Instant issued = own.firstKey();
        !issued.isAfter(last);
        issued = issued.plus(Duration.ofHours(ISSUE_EVERY_HOURS))) {
      double[] median = new double[FORECAST_HOURS];
      for (int i = 0; i < median.length; i++) {
        Map.Entry<Instant, Measured> hour = own.floorEntry(issued.plusSeconds((long) i * SECONDS));
        median[i] = isLoad ? hour.getValue().loadWh() : hour.getValue().generationWh();
      }
      run.file(usagePoint.placement(), forecast(usagePoint, channel, issued, median));
    }
  }

  private static Travelling reading(
      UsagePoint usagePoint, Channel channel, Instant start, long wh) {
    Instant end = start.plusSeconds(SECONDS);
    return new ValidatedReading(
        usagePoint.id(),
        usagePoint.community(),
        usagePoint.feeder(),
        channel,
        start,
        SECONDS,
        wh,
        wh,
        Origin.MEASURED,
        Quality.VALID,
        List.of(),
        "",
        usagePoint.id(),
        end.toEpochMilli(),
        end,
        usagePoint.placement());
  }

  private static Travelling forecast(
      UsagePoint usagePoint, Channel channel, Instant issued, double[] median) {
    return new Forecast(
        SeriesKind.USAGE_POINT,
        usagePoint.id(),
        channel,
        MODEL,
        MODEL,
        "",
        issued,
        issued,
        issued,
        SECONDS,
        List.of(0.5),
        median,
        issued,
        usagePoint.placement());
  }
}
