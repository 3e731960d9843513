package io.commonwatt.app.backtest;

import io.commonwatt.contracts.community.MeterInstallation;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.contracts.reading.Unit;
import io.commonwatt.forecasting.backtest.BacktestCase;
import io.commonwatt.forecasting.backtest.Place;
import io.commonwatt.forecasting.backtest.Quantity;
import io.commonwatt.forecasting.backtest.RegularSeries;
import io.commonwatt.forecasting.backtest.data.DataSet;
import io.commonwatt.forecasting.backtest.data.DataSetException;
import io.commonwatt.forecasting.backtest.data.Request;
import io.commonwatt.ingestion.door.DoorSource;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Readings of homes as a data set of backtests, as they were sent: a series for each channel of a
 * usage point, Wh, by the clock of UTC. What a usage point takes has its name, what it gives that
 * name and the channel's. The test is the last third of the data, at most eight weeks.
 */
public final class ReadingsDataSet {

  private static final int MOST_TEST_DAYS = 56;
  private static final int PARTS = 3;
  private static final int SECONDS_PER_DAY = 86_400;
  private static final double SECONDS_PER_HOUR = 3600;

  private final DoorSource source;
  private final Registry registry;
  private final LocalDateTime start;
  private final int days;
  private final Map<String, Values> values = new TreeMap<>();

  /** Values of a series; NaN in a gap. */
  private record Values(Quantity quantity, int stepSeconds, double[] wattHours) {}

  private ReadingsDataSet(DoorSource source) {
    this.source = source;
    this.registry = new Registry(source.communityFile());
    LocalDate first = LocalDate.ofInstant(source.from(), ZoneOffset.UTC);
    Instant midnight = first.atStartOfDay(ZoneOffset.UTC).toInstant();
    this.start = first.atStartOfDay();
    this.days = (int) Duration.between(midnight, source.to().plusSeconds(1)).toDays();
  }

  /**
   * The readings of a source.
   *
   * @throws DataSetException when it has not what is asked for
   */
  public static DataSet of(DoorSource source, Request request) {
    ReadingsDataSet set = new ReadingsDataSet(source);
    source
        .records()
        .forEachRemaining(
            record -> {
              if (record instanceof RawReading reading) {
                set.place(reading);
              }
            });
    return new DataSet(source.name(), "readings of " + source.name(), set.cases(request));
  }

  private void place(RawReading reading) {
    Optional<UsagePoint> point =
        registry
            .findInstallation(reading.meter(), reading.start())
            .map(MeterInstallation::usagePoint)
            .flatMap(registry::findUsagePoint);
    if (point.isEmpty() || reading.lengthSeconds() != point.get().intervalSeconds()) {
      return;
    }
    int step = reading.lengthSeconds();
    Values series =
        values.computeIfAbsent(
            name(point.get(), reading.channel()), name -> empty(point.get(), reading.channel()));
    LocalDateTime at = LocalDateTime.ofInstant(reading.start(), ZoneOffset.UTC);
    long index = Math.floorDiv(Duration.between(start, at).toSeconds(), (long) step);
    if (index >= 0 && index < series.wattHours().length) {
      double sent = reading.mantissa() * Math.pow(10, reading.powerOfTen());
      series.wattHours()[(int) index] =
          reading.unit() == Unit.WATT ? sent * step / SECONDS_PER_HOUR : sent;
    }
  }

  private Values empty(UsagePoint point, Channel channel) {
    boolean gives = gives(channel);
    Place place =
        source.communityFile().places().stream()
            .filter(each -> each.id().equals(point.place()))
            .findFirst()
            .map(each -> new Place(each.latitude(), each.longitude()))
            .orElse(null);
    double[] gaps = new double[days * (SECONDS_PER_DAY / point.intervalSeconds())];
    Arrays.fill(gaps, Double.NaN);
    Quantity quantity =
        new Quantity(
            "Wh",
            gives ? Quantity.Kind.GENERATION : Quantity.Kind.LOAD,
            source.communityFile().timeZone(),
            "",
            gives ? place : null);
    return new Values(quantity, point.intervalSeconds(), gaps);
  }

  private static String name(UsagePoint point, Channel channel) {
    return gives(channel) ? point.id() + '.' + channel.code() : point.id();
  }

  private static boolean gives(Channel channel) {
    return channel == Channel.GENERATION || channel == Channel.EXPORT;
  }

  private List<BacktestCase> cases(Request request) {
    for (String asked : request.series()) {
      if (!values.containsKey(asked)) {
        throw new DataSetException(
            "Series '" + asked + "' is not in " + source.name(),
            "name by --series some of: " + String.join(", ", values.keySet()));
      }
    }
    int testDays = Math.max(1, Math.min(MOST_TEST_DAYS, days / PARTS));
    LocalDate first = start.toLocalDate();
    LocalDate from =
        request.testFrom() == null ? first.plusDays(days - testDays) : request.testFrom();
    LocalDate end = request.testEnd() == null ? first.plusDays(days) : request.testEnd();
    List<BacktestCase> cases = new ArrayList<>();
    values.forEach(
        (name, series) -> {
          int perDay = SECONDS_PER_DAY / series.stepSeconds();
          int testFrom = perDay * (int) Duration.between(start, from.atStartOfDay()).toDays();
          int testEnd = perDay * (int) Duration.between(start, end.atStartOfDay()).toDays();
          boolean asked = request.series().isEmpty() || request.series().contains(name);
          int last = Math.min(testEnd, series.wattHours().length);
          if (asked && holdsValues(series, testFrom, last)) {
            double[] known = Arrays.copyOf(series.wattHours(), last);
            cases.add(
                new BacktestCase(
                    new RegularSeries(name, series.quantity(), start, series.stepSeconds(), known),
                    testFrom,
                    last));
          }
        });
    if (cases.isEmpty()) {
      throw new DataSetException(
          "No series of " + source.name() + " has a value from " + from + " to " + end,
          "give days from " + first + " on by --test-from and --test-end");
    }
    return cases;
  }

  private static boolean holdsValues(Values series, int from, int end) {
    for (int i = Math.max(0, from); from >= 0 && i < end; i++) {
      if (!Double.isNaN(series.wattHours()[i])) {
        return true;
      }
    }
    return false;
  }
}
