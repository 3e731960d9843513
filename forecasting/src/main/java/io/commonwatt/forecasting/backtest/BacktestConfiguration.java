package io.commonwatt.forecasting.backtest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Hashes that a result is told apart by: of how forecasts are made, the same for every protocol and
 * data set, and of the data.
 */
public final class BacktestConfiguration {

  /** Raised when a baseline keeps its name but forecasts otherwise. */
  private static final int REVISION = 1;

  private static final int DIGITS = 16;

  private BacktestConfiguration() {}

  /**
   * Hash of levels, the baselines of all protocols and the model: SHA-256, the first 16 hex digits.
   */
  public static String hash(Forecaster model) {
    MessageDigest digest = sha256();
    digest.update((text() + "; model " + model).getBytes(StandardCharsets.UTF_8));
    return hex(digest);
  }

  /** Hash of names, tests, values and weather of series: SHA-256, the first 16 hex digits. */
  public static String hash(List<BacktestCase> cases) {
    MessageDigest digest = sha256();
    for (BacktestCase each : cases) {
      RegularSeries series = each.series();
      String head = series.name() + '|' + series.start() + '|' + series.stepSeconds();
      digest.update(
          (head + '|' + each.testFrom() + '|' + each.testEnd()).getBytes(StandardCharsets.UTF_8));
      digest.update(bytes(series.length(), series::at));
      addWeather(series, digest);
    }
    return hex(digest);
  }

  private static void addWeather(RegularSeries series, MessageDigest digest) {
    Weather weather = series.weather();
    for (Weather.Element element : Weather.Element.values()) {
      if (weather.has(element)) {
        digest.update((weather.source() + " " + element).getBytes(StandardCharsets.UTF_8));
        digest.update(bytes(series.length(), index -> weather.at(element, index)));
      }
    }
  }

  private static byte[] bytes(int length, IntToDoubleFunction at) {
    ByteBuffer values = ByteBuffer.allocate(Double.BYTES * length);
    for (int i = 0; i < length; i++) {
      values.putDouble(at.applyAsDouble(i));
    }
    return values.array();
  }

  private static String text() {
    StringBuilder text = new StringBuilder("revision " + REVISION + "; levels");
    for (int level = 0; level < Levels.COUNT; level++) {
      text.append(' ').append(Levels.level(level));
    }
    String baselines =
        Stream.of(
                DayAhead.OPENSTEF_D1,
                DayAhead.MIDNIGHT,
                ExpandingWindows.ofStep(3600),
                new MonthAhead())
            .map(
                protocol ->
                    protocol.code()
                        + ": "
                        + protocol.baselines().stream()
                            .map(Object::toString)
                            .collect(Collectors.joining(", ")))
            .collect(Collectors.joining("; "));
    return text.append("; ").append(baselines).toString();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("The Java runtime has no SHA-256", e);
    }
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
  }
}
