package io.commonwatt.benchmarks.step;

import io.commonwatt.benchmarks.Benchmark;
import io.commonwatt.benchmarks.Figure;
import io.commonwatt.benchmarks.Size;
import io.commonwatt.benchmarks.Stopwatch;
import io.commonwatt.benchmarks.fleet.Fleet;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.wire.Wire;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Records to bytes and back. */
public final class CodecBenchmark implements Benchmark {

  private static final int LOOPS = 12;
  private static final double NANOS = 1e9;

  /** Read by nobody; keeps the loops from being dropped. */
  private static volatile long unusedSum;

  @Override
  public String name() {
    return "codec";
  }

  @Override
  public String summary() {
    return "nanoseconds to encode and decode a raw reading";
  }

  @Override
  public Size usual() {
    return Size.of(1000, 4);
  }

  @Override
  public Size full() {
    return Size.of(1000, 10);
  }

  @Override
  public boolean isBetter(Figure one, Figure other) {
    return one.value() < other.value();
  }

  @Override
  public Figure run(Size size) {
    Fleet fleet = new Fleet(size);
    List<RawReading> readings = new ArrayList<>();
    for (long hour = 0; hour < fleet.hours(); hour++) {
      fleet.readings(hour, readings::add);
    }
    List<byte[]> encoded = new ArrayList<>();
    readings.forEach(reading -> encoded.add(Wire.encode(reading)));
    double encode = Double.MAX_VALUE;
    double decode = Double.MAX_VALUE;
    double copy = Double.MAX_VALUE;
    for (int loop = 0; loop < LOOPS; loop++) {
      encode = Math.min(encode, encodeSeconds(readings));
      decode = Math.min(decode, decodeSeconds(encoded));
      copy = Math.min(copy, copySeconds(encoded));
    }
    double perReading = NANOS / readings.size();
    Map<String, Double> details = new LinkedHashMap<>();
    details.put("encodeNanos", encode * perReading);
    details.put("decodeNanos", decode * perReading);
    details.put("bytes", encoded.stream().mapToInt(bytes -> bytes.length).average().orElse(0));
    return new Figure(
        name(),
        (encode + decode) * perReading,
        "ns/reading",
        copy * perReading,
        String.format(
            "%,d raw readings encoded, then decoded, one thread; the best of %d loops each. Limit:"
                + " copying the same bytes into a new array; less is better.",
            readings.size(), LOOPS),
        details);
  }

  private static double encodeSeconds(List<RawReading> readings) {
    Stopwatch watch = new Stopwatch();
    long sum = 0;
    for (RawReading reading : readings) {
      sum += Wire.encode(reading).length;
    }
    unusedSum = sum;
    return watch.seconds();
  }

  private static double decodeSeconds(List<byte[]> encoded) {
    Stopwatch watch = new Stopwatch();
    long sum = 0;
    for (byte[] bytes : encoded) {
      sum += ((RawReading) Wire.decode(bytes)).mantissa();
    }
    unusedSum = sum;
    return watch.seconds();
  }

  private static double copySeconds(List<byte[]> encoded) {
    Stopwatch watch = new Stopwatch();
    long sum = 0;
    for (byte[] bytes : encoded) {
      sum += bytes.clone()[bytes.length - 1];
    }
    unusedSum = sum;
    return watch.seconds();
  }
}
