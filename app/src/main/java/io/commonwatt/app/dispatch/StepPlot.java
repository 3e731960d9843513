package io.commonwatt.app.dispatch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;

/** Series by step as an SVG picture of stairs, with a band behind. Not thread-safe. */
public final class StepPlot {

  private static final int WIDTH = 860;
  private static final int HEIGHT = 220;
  private static final int LEFT = 50;
  private static final int TOP = 24;
  private static final int LEGEND = 170;
  private static final int LINE = 15;
  private static final String[] COLOURS = {
    "#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e", "#8c564b", "#17becf", "#7f7f7f"
  };

  private final String title;
  private final int steps;
  private final IntFunction<String> clock;
  private final List<Series> all = new ArrayList<>();

  /** A series; its upper bound where it is a band. */
  private record Series(String name, double[] values, double[] upper, boolean dashed) {}

  /**
   * @param clock what stands below the start of a step, and below the end of the last
   */
  public StepPlot(String title, int steps, IntFunction<String> clock) {
    this.title = title;
    this.steps = steps;
    this.clock = clock;
  }

  /** A series, one value for each step. */
  public void line(String name, double[] values) {
    all.add(new Series(name, values, null, false));
  }

  /** A dashed one. */
  public void dashed(String name, double[] values) {
    all.add(new Series(name, values, null, true));
  }

  /** A band behind the others. */
  public void band(String name, double[] low, double[] high) {
    all.add(new Series(name, low, high, false));
  }

  /** The picture. */
  public String svg() {
    double least = 0;
    double most = 0;
    for (Series series : all) {
      for (double[] values : new double[][] {series.values, series.upper}) {
        for (int step = 0; values != null && step < values.length; step++) {
          if (Double.isFinite(values[step])) {
            least = Math.min(least, values[step]);
            most = Math.max(most, values[step]);
          }
        }
      }
    }
    double span = most > least ? most - least : 1;
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\" font-size=\"11\""
                + " font-family=\"sans-serif\"><text x=\"%d\" y=\"14\">%s</text>",
            WIDTH,
            HEIGHT,
            WIDTH,
            LEFT,
            PlanReport.escape(title)));
    Map<String, Double> levels = new LinkedHashMap<>();
    for (double level : new double[] {0, least, most}) {
      levels.putIfAbsent(String.format(Locale.ROOT, "%.1f", level).replace("-0.0", "0.0"), level);
    }
    for (Map.Entry<String, Double> level : levels.entrySet()) {
      double y = y(level.getValue(), least, span);
      svg.append(
          String.format(
              Locale.ROOT,
              "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ccc\"/>"
                  + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
              LEFT,
              WIDTH - LEGEND,
              y,
              y,
              LEFT - 4,
              y + 4,
              level.getKey()));
    }
    svg.append(clock(0)).append(clock(steps / 2)).append(clock(steps));
    for (int i = 0; i < all.size(); i++) {
      draw(svg, all.get(i), i, least, span);
    }
    return svg.append("</svg>").toString();
  }

  private String clock(int step) {
    return String.format(
        Locale.ROOT,
        "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
        x(step),
        HEIGHT - 4,
        PlanReport.escape(clock.apply(step)));
  }

  private void draw(StringBuilder svg, Series series, int place, double least, double span) {
    String colour = COLOURS[place % COLOURS.length];
    if (series.upper != null) {
      String there = stairs(series.values, least, span, false);
      String back = stairs(series.upper, least, span, true);
      svg.append("<path fill=\"" + colour + "\" fill-opacity=\".15\" d=\"M" + there + " L" + back)
          .append(" Z\"/>");
    } else {
      svg.append("<path fill=\"none\" stroke=\"" + colour + "\"")
          .append(series.dashed ? " stroke-dasharray=\"4 3\"" : "")
          .append(" d=\"M" + stairs(series.values, least, span, false) + "\"/>");
    }
    int y = TOP + LINE * place + LINE;
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>",
            WIDTH - LEGEND + 8,
            y,
            colour,
            PlanReport.escape(series.name)));
  }

  private String stairs(double[] values, double least, double span, boolean backwards) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < values.length; i++) {
      int step = backwards ? values.length - 1 - i : i;
      double y = y(Double.isFinite(values[step]) ? values[step] : 0, least, span);
      double from = x(backwards ? step + 1 : step);
      double to = x(backwards ? step : step + 1);
      path.append(String.format(Locale.ROOT, " %.1f,%.1f %.1f,%.1f", from, y, to, y));
    }
    return path.substring(1);
  }

  private double x(int step) {
    return LEFT + (WIDTH - LEGEND - LEFT) * (double) step / steps;
  }

  private static double y(double value, double least, double span) {
    return TOP + (HEIGHT - TOP - 20) * (1 - (value - least) / span);
  }
}
