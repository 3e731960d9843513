package io.commonwatt.forecasting.backtest;

import io.commonwatt.forecasting.backtest.BacktestResult.SeriesScores;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Series that figures are told for together: what they follow and their step, and by size where
 * there are many.
 */
final class Segments {

  private static final int MANY = 12;
  private static final String[] THIRDS = {"smallest third", "middle third", "largest third"};

  private Segments() {}

  /** The name of the segment of each series. */
  static Map<SeriesScores, String> of(List<SeriesScores> scored) {
    Map<String, List<SeriesScores>> alike = new TreeMap<>();
    for (SeriesScores each : scored) {
      alike.computeIfAbsent(name(each.of().series()), key -> new ArrayList<>()).add(each);
    }
    Map<SeriesScores, String> names = new LinkedHashMap<>();
    alike.forEach(
        (name, own) -> {
          own.sort(Comparator.comparingDouble(each -> size(each.of())));
          for (int i = 0; i < own.size(); i++) {
            String third = own.size() < MANY ? "" : ", " + THIRDS[3 * i / own.size()];
            names.put(own.get(i), name + third);
          }
        });
    return names;
  }

  private static String name(RegularSeries series) {
    String kind = series.quantity().kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return kind + ' ' + series.stepSeconds() / 60 + " min";
  }

  /** Mean absolute value before the test. */
  private static double size(BacktestCase of) {
    double sum = 0;
    int count = 0;
    for (int index = 0; index < of.testFrom(); index++) {
      double value = of.series().at(index);
      if (!Double.isNaN(value)) {
        sum += Math.abs(value);
        count++;
      }
    }
    return count == 0 ? 0 : sum / count;
  }
}
