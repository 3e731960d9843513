package io.commonwatt.app.compare;

import io.commonwatt.app.Output;
import io.commonwatt.app.plain.ForecastChain;
import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.codec.RecordCodec;
import io.commonwatt.contracts.community.CommunityFile;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.community.StrategyPeriod;
import io.commonwatt.contracts.market.Settlement;
import io.commonwatt.contracts.price.Price;
import io.commonwatt.forecasting.ForecastSettings;
import io.commonwatt.ingestion.door.DoorSource;
import io.commonwatt.market.coordination.ApartStrategy;
import io.commonwatt.market.coordination.DirectStrategy;
import io.commonwatt.market.coordination.ExchangeStrategy;
import io.commonwatt.market.coordination.MarketSettings;
import io.commonwatt.market.coordination.MarketStep;
import io.commonwatt.market.coordination.Strategy;
import io.commonwatt.market.criteria.StrategyCriteria;
import io.commonwatt.market.dispatch.Dispatcher;
import io.commonwatt.market.distributed.ExchangeLog;
import io.commonwatt.streams.vee.VeeSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Replays a source once and lets every strategy run on it: the same readings, validated once, and
 * the same forecasts, made once. Not thread-safe.
 */
public final class CompareRun {

  /** Strategies whose negotiations can be written down. */
  public static final Set<String> LOGGED = Set.of(ExchangeStrategy.NAME, ExchangeStrategy.SERVICES);

  /** Hours after the end in which late readings and overdue settlements are waited for. */
  private static final Duration TAIL = MarketSettings.DEFAULT_ABSENT_AFTER.plusHours(2);

  private static final String STRATEGIC = "strategic";
  private static final long PROGRESS_NANOS = 5_000_000_000L;

  private final DoorSource source;
  private final Registry registry;
  private final List<StrategyRun> runs = new ArrayList<>();

  /** Replays in which one thing differs, by strategy and what it is. */
  private final Map<String, StrategyRun> variants = new LinkedHashMap<>();

  private final Nominations nominations;
  private final TimelyReplay timely = new TimelyReplay();
  private StrategyCriteria timelyDirect;
  private final Map<String, Long> carbonMilligramPerKwh = new HashMap<>();
  private final List<Price> prices = new ArrayList<>();
  private final MessageDigest sha256;
  private final RecordCodec codec = RecordCodec.standard();
  private final ExecutorService threads =
      Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
  private long records;

  /**
   * A run.
   *
   * @param strategies names, the baseline among them
   * @param robustness whether to try every strategy where something goes wrong
   * @param seed of what goes wrong
   */
  public CompareRun(DoorSource source, List<String> strategies, boolean robustness, long seed) {
    this(source, strategies, robustness, seed, null);
  }

  /**
   * A run that writes down what is negotiated.
   *
   * @param log folder for the logs of the last day of {@link #LOGGED}; null for none
   */
  public CompareRun(
      DoorSource source, List<String> strategies, boolean robustness, long seed, Path log) {
    this.source = source;
    this.registry = new Registry(source.communityFile());
    this.nominations =
        new Nominations(registry.listUsagePoints(), MarketSettings.defaults().forecastModels());
    for (String strategy : strategies) {
      Registry alone = new Registry(running(source, strategy));
      MarketStep market =
          log != null && LOGGED.contains(strategy)
              ? new MarketStep(alone, MarketSettings.defaults(), List.of(logged(strategy, log)))
              : new MarketStep(alone, MarketSettings.defaults(), true);
      runs.add(new StrategyRun(strategy, market, sampleFrom(source)));
      Robustness.strategicBids(strategy).ifPresent(this::addStrategic);
      if (robustness) {
        Robustness.trials(source, seed)
            .forEach((trial, settings) -> addVariant(strategy, trial, settings));
      }
    }
    if (strategies.contains(DirectStrategy.NAME)) {
      Registry apart = new Registry(running(source, ApartStrategy.NAME));
      List<Strategy> alone = List.of(new ApartStrategy(Dispatcher.create()));
      variants.put(
          ApartStrategy.NAME,
          new StrategyRun(
              ApartStrategy.NAME, new MarketStep(apart, MarketSettings.defaults(), alone)));
    }
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** An exchange with the log of its last day written to a folder. */
  private Strategy logged(String strategy, Path folder) {
    Instant from = source.to().minus(Duration.ofDays(1));
    Consumer<ExchangeLog> writer =
        log -> {
          if (!log.hour().isBefore(from)) {
            try {
              ExchangeLogFile.write(log, folder);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        };
    return strategy.equals(ExchangeStrategy.NAME)
        ? new ExchangeStrategy(writer)
        : ExchangeStrategy.withServices(writer);
  }

  private void addStrategic(Strategy strategy) {
    Registry alone = new Registry(running(source, strategy.name()));
    MarketStep market = new MarketStep(alone, MarketSettings.defaults(), List.of(strategy));
    variants.put(strategy.name() + '/' + STRATEGIC, new StrategyRun(strategy.name(), market));
  }

  private void addVariant(String strategy, String what, MarketSettings settings) {
    Registry alone = new Registry(running(source, strategy));
    variants.put(strategy + '/' + what, new StrategyRun(strategy, new MarketStep(alone, settings)));
  }

  /** The fifth day, by when policies are learnt, or the last two of a shorter replay. */
  private static Instant sampleFrom(DoorSource source) {
    Instant fifth = source.from().plus(Duration.ofDays(4));
    Instant last = source.to().minus(Duration.ofDays(2));
    Instant earlier = last.isBefore(fifth) ? last : fifth;
    return earlier.isBefore(source.from()) ? source.from() : earlier;
  }

  /** The community file with one strategy in every community while the data lasts. */
  private static CommunityFile running(DoorSource source, String strategy) {
    CommunityFile file = source.communityFile();
    return new CommunityFile(
        file.currency(),
        file.timeZone(),
        file.simulatedResources(),
        file.communities(),
        file.feeders(),
        file.places(),
        file.markets(),
        file.members(),
        file.usagePoints(),
        file.meterInstallations(),
        file.resources(),
        file.tariffs(),
        List.of(new StrategyPeriod(strategy, "*", false, source.from(), source.to())),
        file.sha256());
  }

  /** Replays to the end; strategies begin no hour after it. */
  public void run(Output output) {
    try {
      replay(output);
    } finally {
      threads.shutdownNow();
    }
  }

  private void replay(Output output) {
    ForecastChain chain = chain(this::file);
    Instant hour = ForecastChain.ceilToHour(source.from());
    Instant end = ForecastChain.ceilToHour(source.to()).plus(TAIL);
    Iterator<Travelling> all = source.records();
    long line = System.nanoTime();
    while (all.hasNext()) {
      Travelling next = all.next();
      while (next.knownAt().isAfter(hour)) {
        advance(chain, hour);
        hour = hour.plusSeconds(3600);
        if (System.nanoTime() - line > PROGRESS_NANOS) {
          line = System.nanoTime();
          output.progress(progress(hour, end));
        }
      }
      records++;
      sha256.update(codec.encode(next));
      if (next instanceof Price price) {
        remember(price);
      }
      timely.see(next);
      chain.arrive(next);
    }
    while (!hour.isAfter(end)) {
      advance(chain, hour);
      hour = hour.plusSeconds(3600);
    }
    if (variants.containsKey(ApartStrategy.NAME) && timely.lateReadings() > 0) {
      output.progress(
          "Direct control again, as if " + timely.lateReadings() + " late readings were not late");
      StrategyRun run =
          new StrategyRun(
              DirectStrategy.NAME,
              new MarketStep(
                  new Registry(running(source, DirectStrategy.NAME)), MarketSettings.defaults()));
      Instant first = ForecastChain.ceilToHour(source.from());
      TimelyReplay.drive(source.records(), timely, chain(run::file), first, end, run::advance);
      timelyDirect = run.criteria();
    }
  }

  private ForecastChain chain(BiConsumer<String, Travelling> market) {
    return new ForecastChain(
        registry,
        VeeSettings.defaults(),
        ForecastSettings.startingAt(source.from()),
        row -> {},
        market);
  }

  private String progress(Instant hour, Instant end) {
    double done =
        (double) Duration.between(source.from(), hour).toHours()
            / Math.max(1, Duration.between(source.from(), end).toHours());
    return String.format(Locale.ROOT, "%s UTC, %.0f %% of the replay", hour, 100 * done);
  }

  private void remember(Price price) {
    Instant end = price.start().plusSeconds(price.lengthSeconds());
    prices.add(price);
    for (Instant at = price.start(); at.isBefore(end); at = at.plusSeconds(3600)) {
      carbonMilligramPerKwh.put(price.market() + '|' + at, price.carbonMilligramPerKwh());
    }
  }

  private void file(String placement, Travelling row) {
    nominations.file(row);
    runs.forEach(run -> run.file(placement, row));
    variants.values().forEach(run -> run.file(placement, row));
  }

  /** An hour of the common part, then of every strategy beside the others. */
  private void advance(ForecastChain chain, Instant hour) {
    chain.advance(hour);
    nominations.advance(hour);
    List<Callable<Void>> tasks = new ArrayList<>();
    List<StrategyRun> all = new ArrayList<>(runs);
    all.addAll(variants.values());
    for (StrategyRun run : all) {
      tasks.add(
          () -> {
            run.advance(hour);
            return null;
          });
    }
    try {
      for (Future<Void> done : threads.invokeAll(tasks)) {
        done.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The comparison was interrupted at " + hour, e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("A strategy failed at " + hour, e.getCause());
    }
  }

  /** Direct control on the same hours with forecasts that are true. */
  StrategyCriteria directWithPerfectForecasts(List<Settlement> settled) {
    return PerfectReplay.direct(
        new Registry(running(source, DirectStrategy.NAME)),
        prices,
        settled,
        ForecastChain.ceilToHour(source.to()).plus(TAIL));
  }

  /** Direct control with the same readings, none of them late; empty where none was. */
  Optional<StrategyCriteria> directWithTimelyReadings() {
    return Optional.ofNullable(timelyDirect);
  }

  /** Readings that came later than an hour after their interval. */
  int lateReadings() {
    return timely.lateReadings();
  }

  /** Every home by itself at wholesale prices; empty where direct control does not run. */
  public Optional<StrategyCriteria> apart() {
    return Optional.ofNullable(variants.get(ApartStrategy.NAME)).map(StrategyRun::criteria);
  }

  /** A strategy with shaded bids; empty where it has none. */
  Optional<StrategyCriteria> strategic(String strategy) {
    return Optional.ofNullable(variants.get(strategy + '/' + STRATEGIC)).map(StrategyRun::criteria);
  }

  /** A strategy where one thing went wrong, by what; empty where it was not tried. */
  Map<String, StrategyCriteria> trials(String strategy) {
    Map<String, StrategyCriteria> trials = new LinkedHashMap<>();
    for (String trial : Robustness.trials(source, 0).keySet()) {
      StrategyRun run = variants.get(strategy + '/' + trial);
      if (run != null) {
        trials.put(trial, run.criteria());
      }
    }
    return trials;
  }

  /** What every home expected of each hour at noon of the day before. */
  public Nominations nominations() {
    return nominations;
  }

  /** What a strategy of this run came to. */
  public StrategyCriteria criteria(String strategy) {
    for (StrategyRun run : runs) {
      if (run.name().equals(strategy)) {
        return run.criteria();
      }
    }
    throw new IllegalArgumentException("Strategy '" + strategy + "' is not in this run");
  }

  public DoorSource source() {
    return source;
  }

  Registry registry() {
    return registry;
  }

  List<StrategyRun> runs() {
    return List.copyOf(runs);
  }

  /** Carbon in a kWh taken by a community in an hour, mg; 0 where it is not known. */
  public long carbonMilligramPerKwh(String community, Instant start) {
    String market = registry.getCommunity(community).market();
    return carbonMilligramPerKwh.getOrDefault(market + '|' + start, 0L);
  }

  /** Records of the source. */
  long records() {
    return records;
  }

  /** SHA-256 over the records of the source in their order; call once, at the end. */
  String dataHash() {
    return HexFormat.of().formatHex(sha256.digest());
  }
}
