package io.commonwatt.app.backtest;

import io.commonwatt.forecasting.backtest.CalibrationStudy;
import io.commonwatt.forecasting.backtest.CalibrationStudy.Found;
import io.commonwatt.forecasting.backtest.CalibrationStudy.Tally;
import io.commonwatt.forecasting.backtest.data.DataSet;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What bands hold, for programs and for people. */
public final class CalibrationReport {

  private static final String[] SIZES = {"small", "middle", "large"};

  private final DataSet set;
  private final String protocol;
  private final String weather;
  private final Map<String, Found> found;

  /**
   * @param weather where the weather comes from
   */
  public CalibrationReport(DataSet set, String protocol, String weather, Map<String, Found> found) {
    this.set = set;
    this.protocol = protocol;
    this.weather = weather;
    this.found = found;
  }

  /** The JSON document. */
  public Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("dataSet", set.name());
    document.put("protocol", protocol);
    document.put("weather", weather);
    document.put("warmUpDays", CalibrationStudy.WARM_UP_DAYS);
    Map<String, Object> models = new LinkedHashMap<>();
    found.forEach((name, own) -> models.put(name, figures(own)));
    document.put("models", models);
    return document;
  }

  private static Map<String, Object> figures(Found own) {
    Map<String, Object> figures = figures(own.all());
    figures.put("seriesMonths", own.bySeriesMonth().size());
    double[] months =
        own.bySeriesMonth().values().stream().mapToDouble(Tally::coverage).sorted().toArray();
    figures.put("seriesMonthCoverage", spread(months));
    double[] series =
        own.bySeries().values().stream().mapToDouble(Tally::coverage).sorted().toArray();
    figures.put("seriesCoverage", spread(series));
    Map<String, Object> hours = new LinkedHashMap<>();
    own.byHour().forEach((hour, tally) -> hours.put(Integer.toString(hour), figures(tally)));
    figures.put("byHour", hours);
    Map<String, Object> sizes = new LinkedHashMap<>();
    for (int size = 0; size < SIZES.length; size++) {
      if (own.bySize().get(size).points() > 0) {
        sizes.put(SIZES[size], figures(own.bySize().get(size)));
      }
    }
    figures.put("bySize", sizes);
    return figures;
  }

  /** Least, tenth percentile, median, ninetieth, greatest. */
  private static List<Double> spread(double[] sorted) {
    if (sorted.length == 0) {
      return List.of();
    }
    int last = sorted.length - 1;
    return Arrays.stream(new double[] {0, .1, .5, .9, 1})
        .mapToObj(share -> sorted[(int) Math.round(share * last)])
        .toList();
  }

  private static Map<String, Object> figures(Tally tally) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("points", tally.points());
    figures.put("coverage90", orNull(tally.coverage()));
    figures.put("belowShare", orNull(tally.below()));
    figures.put("intervalScorePerMean", orNull(tally.intervalScore()));
    figures.put("crpsPerMean", orNull(tally.crps()));
    return figures;
  }

  private static Double orNull(double value) {
    return Double.isNaN(value) ? null : value;
  }

  /** The lines a person would read. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "90 %% bands on %s by %s after %d days, weather: %s%n",
            set.name(),
            protocol,
            CalibrationStudy.WARM_UP_DAYS,
            weather));
    text.append(
        String.format(
            Locale.ROOT,
            "%-22s %-10s %9s %9s %7s %9s %8s%n",
            "model",
            "over",
            "points",
            "coverage",
            "below",
            "interval",
            "CRPS"));
    found.forEach(
        (name, own) -> {
          line(text, name, "all", own.all());
          own.byHour().forEach((hour, tally) -> line(text, name, "hour " + hour, tally));
          for (int size = 0; size < SIZES.length; size++) {
            if (own.bySize().get(size).points() > 0) {
              line(text, name, SIZES[size], own.bySize().get(size));
            }
          }
          double[] months =
              own.bySeriesMonth().values().stream().mapToDouble(Tally::coverage).sorted().toArray();
          text.append(
              String.format(
                  Locale.ROOT,
                  "%-22s %d series-months; least, 10 %%, median, 90 %%, greatest: %s%n",
                  name,
                  months.length,
                  spread(months).stream()
                      .map(each -> String.format(Locale.ROOT, "%.3f", each))
                      .toList()));
        });
    return text.append("Interval score and CRPS are per mean value of the series.").toString();
  }

  private static void line(StringBuilder text, String name, String over, Tally tally) {
    text.append(
        String.format(
            Locale.ROOT,
            "%-22s %-10s %9d %9.3f %7.3f %9.4f %8.4f%n",
            name,
            over,
            tally.points(),
            tally.coverage(),
            tally.below(),
            tally.intervalScore(),
            tally.crps()));
  }
}
