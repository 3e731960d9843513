package io.commonwatt.market.observation;

import io.commonwatt.contracts.forecast.Forecast;
import io.commonwatt.contracts.forecast.SeriesKind;
import io.commonwatt.contracts.reading.Channel;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * The latest forecast of each usage point's channels by each model, as medians summed into hours.
 * Mutable state, not thread-safe.
 */
public final class ForecastBook {

  /** Models whose forecasts are used unless others are named, the preferred first. */
  public static final List<String> PREFERRED_MODELS =
      List.of(
          "blend", "linear-pinball", "boosted-pinball", "onnx", "climatology", "seasonal-naive");

  private static final double MEDIAN = 0.5;

  private final Map<String, Hourly> latest = new TreeMap<>();

  /**
   * Hourly medians.
   *
   * @param medianWh NaN where the forecast does not cover the hour
   */
  private record Hourly(long issuedSecond, long firstHour, double[] medianWh) {}

  /** Files a forecast of a usage point; others and older ones change nothing. */
  public void file(Forecast forecast) {
    if (forecast.kind() != SeriesKind.USAGE_POINT) {
      return;
    }
    String key = key(forecast.owner(), forecast.channel(), forecast.model());
    Hourly before = latest.get(key);
    if (before == null || before.issuedSecond() <= forecast.issued().getEpochSecond()) {
      latest.put(key, hourly(forecast));
    }
  }

  /**
   * Median energy forecast for an hour, Wh, by the first model of the list whose forecast is fresh
   * and covers the hour.
   *
   * @param models names, the preferred first
   * @param staleAfter age at which a forecast is not used any more
   */
  public OptionalDouble findMedianWh(
      String usagePoint,
      Channel channel,
      List<String> models,
      long hour,
      Instant at,
      Duration staleAfter) {
    for (String model : models) {
      Hourly hourly = latest.get(key(usagePoint, channel, model));
      if (hourly == null || at.getEpochSecond() - hourly.issuedSecond() > staleAfter.getSeconds()) {
        continue;
      }
      long index = hour - hourly.firstHour();
      if (index >= 0 && index < hourly.medianWh().length) {
        double median = hourly.medianWh()[(int) index];
        if (!Double.isNaN(median)) {
          return OptionalDouble.of(Math.max(0, median));
        }
      }
    }
    return OptionalDouble.empty();
  }

  private static Hourly hourly(Forecast forecast) {
    int step = forecast.stepSeconds();
    int median = medianIndex(forecast.levels());
    long start = forecast.start().getEpochSecond();
    long firstHour = Math.floorDiv(start, (long) Hours.SECONDS);
    long end = start + (long) step * forecast.steps();
    int hours = (int) (Math.floorDiv(end - 1, (long) Hours.SECONDS) - firstHour + 1);
    double[] sum = new double[hours];
    int[] seconds = new int[hours];
    for (int i = 0; i < forecast.steps(); i++) {
      long from = start + (long) i * step;
      long to = from + step;
      // A step longer than the hour is spread evenly over the hours it covers.
      for (long at = from; at < to; ) {
        int hour = (int) (Math.floorDiv(at, (long) Hours.SECONDS) - firstHour);
        long until = Math.min(to, (firstHour + hour + 1) * Hours.SECONDS);
        sum[hour] += forecast.quantileWh(i, median) * (until - at) / step;
        seconds[hour] += (int) (until - at);
        at = until;
      }
    }
    for (int hour = 0; hour < hours; hour++) {
      if (seconds[hour] != Hours.SECONDS) {
        sum[hour] = Double.NaN;
      }
    }
    return new Hourly(forecast.issued().getEpochSecond(), firstHour, sum);
  }

  private static int medianIndex(List<Double> levels) {
    int best = 0;
    for (int i = 1; i < levels.size(); i++) {
      if (Math.abs(levels.get(i) - MEDIAN) < Math.abs(levels.get(best) - MEDIAN)) {
        best = i;
      }
    }
    return best;
  }

  /** Writes this book. */
  public void write(DataOutput out) throws IOException {
    out.writeInt(latest.size());
    for (Map.Entry<String, Hourly> entry : latest.entrySet()) {
      out.writeUTF(entry.getKey());
      out.writeLong(entry.getValue().issuedSecond());
      out.writeLong(entry.getValue().firstHour());
      out.writeInt(entry.getValue().medianWh().length);
      for (double median : entry.getValue().medianWh()) {
        out.writeDouble(median);
      }
    }
  }

  /** Reads a book. */
  public static ForecastBook read(DataInput in) throws IOException {
    ForecastBook book = new ForecastBook();
    for (int size = in.readInt(); size > 0; size--) {
      String key = in.readUTF();
      long issued = in.readLong();
      long first = in.readLong();
      double[] medians = new double[in.readInt()];
      for (int i = 0; i < medians.length; i++) {
        medians[i] = in.readDouble();
      }
      book.latest.put(key, new Hourly(issued, first, medians));
    }
    return book;
  }

  private static String key(String usagePoint, Channel channel, String model) {
    return usagePoint + '|' + channel.code() + '|' + model;
  }
}
