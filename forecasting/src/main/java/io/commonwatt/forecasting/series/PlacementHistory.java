package io.commonwatt.forecasting.series;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.forecast.SeriesKind;
import io.commonwatt.contracts.grid.AggregatedMeasure;
import io.commonwatt.contracts.price.Price;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.Origin;
import io.commonwatt.contracts.reading.Quality;
import io.commonwatt.contracts.reading.ValidatedReading;
import io.commonwatt.contracts.weather.WeatherForecast;
import io.commonwatt.contracts.weather.WeatherObserved;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything the forecasts of one placement are made from: the histories of its series, found as
 * readings and sums arrive, the weather of its place and the prices of its market. Intervals that
 * do not divide the hour are not forecast. Not thread-safe.
 */
public final class PlacementHistory {

  /** Intervals divide the hour, so that every issue stands between two of them. */
  private static final int HOUR_SECONDS = 3600;

  private static final SeriesKind[] KINDS = SeriesKind.values();
  private static final Channel[] CHANNELS = Channel.values();

  private final String place;
  private final String market;
  private final int retainedDays;
  private final TreeMap<Series, SeriesHistory> histories = new TreeMap<>();
  private WeatherHistory weather = new WeatherHistory();

  /** Null where no market is followed: nothing is kept of prices then. */
  private PriceHistory prices;

  /**
   * @param place id of the place whose weather is kept; weather of other places is ignored
   */
  public PlacementHistory(String place) {
    this(place, "", SeriesHistory.RETAINED_DAYS);
  }

  /**
   * History of some days.
   *
   * @param place id of the place whose weather is kept
   * @param market id of the market whose prices are kept; empty for none
   * @param retainedDays days of energies kept
   */
  public PlacementHistory(String place, String market, int retainedDays) {
    this.place = place;
    this.market = market;
    this.retainedDays = retainedDays;
    prices = market.isEmpty() ? null : new PriceHistory();
  }

  /** Files one record as of {@code at}; what ends after {@code at} is not yet history. */
  public void absorb(Travelling input, Instant at) {
    if (input instanceof ValidatedReading reading) {
      absorb(reading, at);
    } else if (input instanceof AggregatedMeasure measure) {
      absorb(measure, at);
    } else if (input instanceof WeatherObserved observed) {
      Instant end = observed.start().plusSeconds(observed.lengthSeconds());
      if (observed.place().equals(place) && !end.isAfter(at)) {
        weather.observe(observed);
      }
    } else if (input instanceof WeatherForecast forecast) {
      if (forecast.place().equals(place) && !forecast.issued().isAfter(at)) {
        weather.forecast(forecast);
      }
    } else if (input instanceof Price price) {
      if (prices != null && price.market().equals(market) && !price.knownAt().isAfter(at)) {
        prices.publish(price);
      }
    }
  }

  /** The series, in order. */
  public SortedMap<Series, SeriesHistory> listSeries() {
    return Collections.unmodifiableSortedMap(histories);
  }

  public WeatherHistory weather() {
    return weather;
  }

  /** Prices of the market that is followed; empty where none is. */
  public Optional<PriceHistory> prices() {
    return Optional.ofNullable(prices);
  }

  public void write(DataOutput out) throws IOException {
    out.writeUTF(place);
    out.writeUTF(market);
    out.writeInt(retainedDays);
    out.writeInt(histories.size());
    for (var entry : histories.entrySet()) {
      Series series = entry.getKey();
      out.writeByte(series.kind().ordinal());
      out.writeUTF(series.owner());
      out.writeByte(series.channel().ordinal());
      entry.getValue().write(out);
    }
    weather.write(out);
    if (prices != null) {
      prices.write(out);
    }
  }

  public static PlacementHistory read(DataInput in) throws IOException {
    PlacementHistory history = new PlacementHistory(in.readUTF(), in.readUTF(), in.readInt());
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      SeriesKind kind = KINDS[in.readByte()];
      String owner = in.readUTF();
      Channel channel = CHANNELS[in.readByte()];
      SeriesHistory energies = SeriesHistory.read(in);
      history.histories.put(new Series(kind, owner, channel, energies.stepSeconds()), energies);
    }
    history.weather = WeatherHistory.read(in);
    history.prices = history.prices == null ? null : PriceHistory.read(in);
    return history;
  }

  private void absorb(ValidatedReading reading, Instant at) {
    boolean nothing =
        reading.quality() == Quality.MISSING || reading.quality() == Quality.POWER_FAIL;
    boolean truth =
        reading.origin() == Origin.MEASURED && reading.quality() != Quality.QUESTIONABLE;
    Standing standing = nothing ? Standing.ABSENT : truth ? Standing.MEASURED : Standing.ESTIMATED;
    put(
        SeriesKind.USAGE_POINT,
        reading.usagePoint(),
        reading.channel(),
        reading.start(),
        reading.lengthSeconds(),
        reading.energyWh(),
        standing,
        at);
  }

  private void absorb(AggregatedMeasure measure, Instant at) {
    int there = measure.present() + measure.estimated();
    double energyWh = measure.energyWh();
    Standing standing = Standing.MEASURED;
    if (2 * there < measure.expected() || there == 0) {
      standing = Standing.ABSENT;
    } else if (!measure.complete()) {
      standing = Standing.ESTIMATED;
      energyWh = energyWh * measure.expected() / there;
    }
    put(
        SeriesKind.valueOf(measure.level().name()),
        measure.group(),
        measure.channel(),
        measure.start(),
        measure.lengthSeconds(),
        energyWh,
        standing,
        at);
  }

  private void put(
      SeriesKind kind,
      String owner,
      Channel channel,
      Instant start,
      int lengthSeconds,
      double energyWh,
      Standing standing,
      Instant at) {
    long startSecond = start.getEpochSecond();
    boolean onGrid =
        lengthSeconds > 0
            && HOUR_SECONDS % lengthSeconds == 0
            && Math.floorMod(startSecond, (long) lengthSeconds) == 0;
    if (!onGrid || start.plusSeconds(lengthSeconds).isAfter(at)) {
      return;
    }
    Series series = new Series(kind, owner, channel, lengthSeconds);
    histories
        .computeIfAbsent(series, key -> new SeriesHistory(lengthSeconds, retainedDays))
        .put(startSecond / lengthSeconds, energyWh, standing);
  }
}
