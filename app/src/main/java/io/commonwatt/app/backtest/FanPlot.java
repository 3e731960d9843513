package io.commonwatt.app.backtest;

import io.commonwatt.forecasting.backtest.BacktestResult.SeriesScores;
import io.commonwatt.forecasting.backtest.Forecast;
import io.commonwatt.forecasting.backtest.Levels;
import io.commonwatt.forecasting.backtest.RegularSeries;
import io.commonwatt.forecasting.backtest.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The last forecasts of a series with what was, as SVG. */
final class FanPlot {

  private static final int WIDTH = 900;
  private static final int HEIGHT = 220;
  private static final int LEFT = 56;
  private static final int RIGHT = 8;
  private static final int TOP = 10;
  private static final int BOTTOM = 24;
  private static final int MOST_POINTS = 720;

  /** Indexes of .05, .3, .5, .7 and .95 among the levels of a backtest. */
  private static final int LOW = 0;

  private static final int INNER_LOW = 3;
  private static final int INNER_HIGH = 7;
  private static final int HIGH = Levels.COUNT - 1;

  private final RegularSeries series;
  private final List<int[]> places = new ArrayList<>();
  private final List<Forecast> forecasts = new ArrayList<>();
  private double least = Double.POSITIVE_INFINITY;
  private double most = Double.NEGATIVE_INFINITY;

  FanPlot(SeriesScores scores) {
    series = scores.of().series();
    for (Map.Entry<Window, Forecast> each : scores.sample().entrySet()) {
      Window window = each.getKey();
      for (int step = 0; step < window.steps() && places.size() < MOST_POINTS; step++) {
        places.add(new int[] {window.first() + step, step});
        forecasts.add(each.getValue());
        widen(series.at(window.first() + step));
        widen(each.getValue().quantile(step, LOW));
        widen(each.getValue().quantile(step, HIGH));
      }
    }
  }

  private void widen(double value) {
    if (Double.isFinite(value)) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
  }

  String svg() {
    if (!(most > least)) {
      return "<p class=\"note\">Nothing to plot.</p>";
    }
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\">",
            WIDTH,
            HEIGHT,
            WIDTH));
    axes(svg);
    band(svg, LOW, HIGH, "#cfe2f3");
    band(svg, INNER_LOW, INNER_HIGH, "#8fbce0");
    line(svg, true, "#1f77b4");
    line(svg, false, "#1d2530");
    return svg.append("</svg>").toString();
  }

  private void axes(StringBuilder svg) {
    for (int tick = 0; tick <= 4; tick++) {
      double value = least + (most - least) * tick / 4;
      svg.append(
          String.format(
              Locale.ROOT,
              "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#e2e6eb\"/>"
                  + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.3g</text>",
              LEFT,
              WIDTH - RIGHT,
              y(value),
              y(value),
              LEFT - 6,
              y(value) + 4,
              value));
    }
    int day = series.stepsPerDay();
    int daysApart = Math.max(1, places.size() / day / 7);
    for (int i = 0; i < places.size(); i++) {
      int index = places.get(i)[0];
      if (index % day == 0 && index / day % daysApart == 0 && x(i) < WIDTH - 60) {
        svg.append(
            String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%d\">%s</text>",
                x(i),
                HEIGHT - 6,
                series.timeOf(index).toLocalDate()));
      }
    }
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>",
            WIDTH - RIGHT,
            TOP + 4,
            BacktestPage.escape(series.quantity().unit())));
  }

  private void band(StringBuilder svg, int low, int high, String fill) {
    svg.append("<polygon fill=\"").append(fill).append("\" points=\"");
    for (int i = 0; i < places.size(); i++) {
      point(svg, i, forecasts.get(i).quantile(places.get(i)[1], high));
    }
    for (int i = places.size() - 1; i >= 0; i--) {
      point(svg, i, forecasts.get(i).quantile(places.get(i)[1], low));
    }
    svg.append("\"/>");
  }

  /** A line, broken where nothing is known. */
  private void line(StringBuilder svg, boolean forecast, String stroke) {
    StringBuilder path = new StringBuilder();
    boolean down = false;
    for (int i = 0; i < places.size(); i++) {
      int[] place = places.get(i);
      double value = forecast ? forecasts.get(i).point(place[1]) : series.at(place[0]);
      if (Double.isFinite(value)) {
        path.append(down ? 'L' : 'M');
        point(path, i, value);
      }
      down = Double.isFinite(value);
    }
    svg.append("<path fill=\"none\" stroke-width=\"1.3\" stroke=\"")
        .append(stroke)
        .append("\" d=\"")
        .append(path)
        .append("\"/>");
  }

  private void point(StringBuilder svg, int i, double value) {
    svg.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(i), y(value)));
  }

  private double x(int i) {
    return LEFT + (double) (WIDTH - LEFT - RIGHT) * i / Math.max(1, places.size() - 1);
  }

  private double y(double value) {
    return TOP + (HEIGHT - TOP - BOTTOM) * (most - value) / (most - least);
  }
}
