package io.commonwatt.market.control;

import io.commonwatt.contracts.weather.WeatherForecast;
import io.commonwatt.contracts.weather.WeatherObserved;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Air temperature by place: the newest forecast, beyond it its nearest step, without one what was
 * measured last. Mutable state, not thread-safe.
 */
final class OutsideTemperature {

  private final TreeMap<String, Path> byPlace = new TreeMap<>();

  /** Temperatures from a time on; a measurement is a path of one step. */
  private record Path(
      boolean forecast, long knownMilli, long startSecond, int stepSeconds, double[] celsius) {}

  void file(WeatherForecast forecast) {
    double[] celsius = forecast.temperatureC().stream().mapToDouble(Double::doubleValue).toArray();
    if (celsius.length > 0) {
      Path path =
          new Path(
              true,
              forecast.issued().toEpochMilli(),
              forecast.start().getEpochSecond(),
              forecast.stepSeconds(),
              celsius);
      byPlace.merge(forecast.place(), path, OutsideTemperature::newer);
    }
  }

  void file(WeatherObserved observed) {
    if (Double.isFinite(observed.temperatureC())) {
      Path path =
          new Path(
              false,
              observed.start().toEpochMilli(),
              observed.start().getEpochSecond(),
              Math.max(1, observed.lengthSeconds()),
              new double[] {observed.temperatureC()});
      byPlace.merge(observed.place(), path, OutsideTemperature::newer);
    }
  }

  private static Path newer(Path before, Path path) {
    if (before.forecast != path.forecast) {
      return before.forecast ? before : path;
    }
    return path.knownMilli >= before.knownMilli ? path : before;
  }

  /** Mean over a time, °C; empty for a place of which nothing is known. */
  OptionalDouble meanC(String place, long fromSecond, long toSecond) {
    Path path = byPlace.get(place);
    if (path == null) {
      return OptionalDouble.empty();
    }
    double sum = 0;
    for (long at = fromSecond; at < toSecond; ) {
      long step = Math.floorDiv(at - path.startSecond, (long) path.stepSeconds);
      long until = Math.min(toSecond, path.startSecond + (step + 1) * path.stepSeconds);
      int nearest = (int) Math.max(0, Math.min(path.celsius.length - 1, step));
      sum += path.celsius[nearest] * (until - at);
      at = until;
    }
    return OptionalDouble.of(sum / (toSecond - fromSecond));
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(byPlace.size());
    for (Map.Entry<String, Path> entry : byPlace.entrySet()) {
      Path path = entry.getValue();
      out.writeUTF(entry.getKey());
      out.writeBoolean(path.forecast);
      out.writeLong(path.knownMilli);
      out.writeLong(path.startSecond);
      out.writeInt(path.stepSeconds);
      out.writeInt(path.celsius.length);
      for (double each : path.celsius) {
        out.writeDouble(each);
      }
    }
  }

  static OutsideTemperature read(DataInput in) throws IOException {
    OutsideTemperature outside = new OutsideTemperature();
    for (int size = in.readInt(); size > 0; size--) {
      String place = in.readUTF();
      boolean forecast = in.readBoolean();
      long known = in.readLong();
      long start = in.readLong();
      int step = in.readInt();
      double[] celsius = new double[in.readInt()];
      for (int i = 0; i < celsius.length; i++) {
        celsius[i] = in.readDouble();
      }
      outside.byPlace.put(place, new Path(forecast, known, start, step, celsius));
    }
    return outside;
  }
}
