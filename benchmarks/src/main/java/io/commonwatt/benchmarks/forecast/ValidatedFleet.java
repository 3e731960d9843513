package io.commonwatt.benchmarks.forecast;

import io.commonwatt.benchmarks.Size;
import io.commonwatt.benchmarks.fleet.Fleet;
import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.contracts.grid.AggregatedMeasure;
import io.commonwatt.contracts.grid.AggregatedMeasure.Level;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.Origin;
import io.commonwatt.contracts.reading.Quality;
import io.commonwatt.contracts.reading.ValidatedReading;
import io.commonwatt.contracts.weather.WeatherForecast;
import io.commonwatt.wire.WireSettings;
import io.commonwatt.wire.kafka.TopicAdmin;
import io.commonwatt.wire.kafka.TopicWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * What validation and summing hand to forecasting for a fleet: each interval once, sums of feeders
 * and communities, a weather forecast every six hours. Days before the first are known later than
 * they were, one more at each hour, the newest first: as where a platform takes over a history. The
 * same size gives the same records.
 */
final class ValidatedFleet {

  /** Stage of the records. */
  private static final String STAGE = "streams";

  private static final List<Topic<?>> TOPICS =
      List.of(Topics.VALIDATED_READING, Topics.AGGREGATED_MEASURE);

  /** What surrounds the meters; nobody follows prices, so that there are none. */
  private static final List<Topic<?>> SURROUNDINGS =
      List.of(Topics.WEATHER_OBSERVED, Topics.WEATHER_FORECAST, Topics.PRICE);

  private static final long HOUR_SECONDS = 3_600;
  private static final int WEATHER_HOURS = 54;

  /** Mean load of a home by hour of the day, W. */
  private static final int[] WATT = {
    180, 150, 140, 140, 150, 200, 420, 620, 540, 400, 350, 340,
    380, 370, 340, 360, 450, 720, 980, 900, 760, 610, 430, 270
  };

  private final Size size;
  private final int historyDays;
  private final Registry registry;
  private final List<UsagePoint> points = new ArrayList<>();
  private final Map<String, Integer> members = new TreeMap<>();

  /**
   * @param historyDays days before the first
   */
  ValidatedFleet(Size size, int historyDays) {
    this.size = size;
    this.historyDays = historyDays;
    registry = new Fleet(size).registry();
    for (String placement : registry.listPlacements()) {
      for (UsagePoint point : registry.listUsagePoints(placement)) {
        points.add(point);
        members.merge(point.feeder(), 1, Integer::sum);
        members.merge(point.community(), 1, Integer::sum);
      }
    }
  }

  Registry registry() {
    return registry;
  }

  /** Start of the last day of data. */
  Instant lastDay() {
    return Fleet.FROM.plusSeconds((size.days() - 1) * 24L * HOUR_SECONDS);
  }

  /** End of the data. */
  Instant to() {
    return Fleet.FROM.plusSeconds(size.days() * 24L * HOUR_SECONDS);
  }

  /** Creates the topics and opens a log for its records. */
  Log open(WireSettings wire) {
    TopicAdmin.ensure(wire);
    return new Log(wire);
  }

  /** Writes the records in order. Not thread-safe. */
  final class Log implements AutoCloseable {
    private final TopicWriter sums;
    private final TopicWriter weather;
    private long hour;

    private Log(WireSettings wire) {
      sums = TopicWriter.open(wire, STAGE, TOPICS);
      weather = TopicWriter.open(wire, "door", SURROUNDINGS);
    }

    /** Writes what is known up to a time, an hour a step; the end of the data ends the log. */
    void writeUntil(Instant time) {
      for (; !Fleet.FROM.plusSeconds((hour + 1) * HOUR_SECONDS).isAfter(time); hour++) {
        Instant through = Fleet.FROM.plusSeconds((hour + 1) * HOUR_SECONDS);
        if (hour < historyDays) {
          intervals(-(hour + 1) * 24 * HOUR_SECONDS, 24, through, sums);
        }
        intervals(hour * HOUR_SECONDS, 1, null, sums);
        if (hour % 6 == 5) {
          weather.send(Topics.WEATHER_FORECAST, weather(through));
        }
        sums.progress(through, through.equals(to()));
        weather.progress(through, through.equals(to()));
        // As doors do: what has little to say does not keep others waiting for its commit.
        sums.flush();
        weather.flush();
      }
    }

    @Override
    public void close() {
      sums.close();
      weather.close();
    }
  }

  private void intervals(long fromSecond, int hours, Instant knownAt, TopicWriter out) {
    int seconds = size.stepMinutes() * 60;
    for (long start = fromSecond; start < fromSecond + hours * HOUR_SECONDS; start += seconds) {
      interval(start, knownAt == null ? Fleet.FROM.plusSeconds(start + seconds) : knownAt, out);
    }
  }

  private void interval(long startSecond, Instant knownAt, TopicWriter out) {
    SplittableRandom random = new SplittableRandom(size.seed() * 1_000_003 + startSecond);
    int watt = WATT[(int) Math.floorMod(startSecond / HOUR_SECONDS, 24L)];
    Instant start = Fleet.FROM.plusSeconds(startSecond);
    int seconds = size.stepMinutes() * 60;
    Map<String, Long> feeders = new TreeMap<>();
    Map<String, Long> communities = new TreeMap<>();
    for (UsagePoint point : points) {
      long wattHours = (long) watt * (40 + random.nextInt(120)) / 100 * seconds / HOUR_SECONDS;
      out.send(
          Topics.VALIDATED_READING,
          new ValidatedReading(
              point.id(),
              point.community(),
              point.feeder(),
              Channel.CONSUMPTION,
              start,
              seconds,
              wattHours,
              wattHours,
              Origin.MEASURED,
              Quality.VALID,
              List.of(),
              "",
              "meter-of-" + point.id(),
              knownAt.toEpochMilli(),
              knownAt,
              point.community()));
      feeders.merge(point.feeder() + ' ' + point.community(), wattHours, Long::sum);
      communities.merge(point.community() + ' ' + point.community(), wattHours, Long::sum);
    }
    sums(Level.FEEDER, feeders, start, knownAt, out);
    sums(Level.COMMUNITY, communities, start, knownAt, out);
  }

  private void sums(
      Level level, Map<String, Long> energies, Instant start, Instant knownAt, TopicWriter out) {
    energies.forEach(
        (group, wattHours) -> {
          String[] parts = group.split(" ");
          int count = members.get(parts[0]);
          out.send(
              Topics.AGGREGATED_MEASURE,
              new AggregatedMeasure(
                  level,
                  parts[0],
                  Channel.CONSUMPTION,
                  start,
                  size.stepMinutes() * 60,
                  wattHours,
                  count,
                  count,
                  0,
                  knownAt.toEpochMilli(),
                  knownAt,
                  parts[1]));
        });
  }

  private WeatherForecast weather(Instant issued) {
    SplittableRandom random = new SplittableRandom(size.seed() + issued.getEpochSecond());
    List<Double> temperatures = new ArrayList<>();
    List<Double> irradiances = new ArrayList<>();
    for (int hour = 0; hour < WEATHER_HOURS; hour++) {
      temperatures.add(10 + 8 * random.nextDouble());
      irradiances.add(400 * random.nextDouble());
    }
    return new WeatherForecast(
        "place", issued, issued, (int) HOUR_SECONDS, temperatures, irradiances, issued);
  }
}
