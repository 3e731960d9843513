package io.commonwatt.app.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Points of cost against something that leaves the homes, as SVG; labels keep apart. Stateless. */
final class FrontierPlot {

  private static final int WIDTH = 720;
  private static final int HEIGHT = 380;
  private static final int LEFT = 70;
  private static final int RIGHT = 610;
  private static final int TOP = 30;
  private static final int BOTTOM = 320;

  /** Least distance of two labels, and of a label from its point before a line leads to it. */
  private static final double LINE_HEIGHT = 14;

  private FrontierPlot() {}

  /**
   * A point with its label.
   *
   * @param labelY where the label stands; moved so that labels keep apart
   */
  record Point(String name, double x, double y, double labelY) {

    Point at(double other) {
      return new Point(name, x, y, other);
    }
  }

  /** Bits a home and day, on a logarithmic axis from nothing. */
  static String ofBits(List<StrategyRow> rows) {
    return plot(
        rows,
        "bits of personal data per home and day (log)",
        row -> StrictMath.log10(1 + row.bitsPerHomeDay()),
        place -> String.format(Locale.ROOT, "%.0f", StrictMath.pow(10, place) - 1));
  }

  /** Held-out R²; below nothing the attacker knows less than the mean does. */
  static String ofLeakage(List<StrategyRow> rows) {
    return plot(
        rows,
        "held-out R² of the net load, from messages; left of 0 worse than the homes' mean",
        StrategyRow::leakageR2,
        place -> String.format(Locale.ROOT, "%.3f", place));
  }

  /** Text of an axis at a place. */
  private interface Tick {
    String at(double place);
  }

  private static String plot(
      List<StrategyRow> rows, String label, ToDoubleFunction<StrategyRow> place, Tick tick) {
    double bound = rows.get(0).boundMicroCent() / 1e8;
    double most = bound;
    double least = bound;
    double left = 0;
    double right = 0;
    for (StrategyRow row : rows) {
      double x = place.applyAsDouble(row);
      if (Double.isFinite(x)) {
        left = Math.min(left, x);
        right = Math.max(right, x);
      }
      most = Math.max(most, row.resourceCostMicroCent() / 1e8);
      least = Math.min(least, row.resourceCostMicroCent() / 1e8);
    }
    double width = Math.max(1e-9, right - left);
    double height = Math.max(1e-9, most - least);
    List<Point> points = new ArrayList<>();
    for (StrategyRow row : rows) {
      double x = place.applyAsDouble(row);
      if (Double.isFinite(x)) {
        double y = y(row.resourceCostMicroCent() / 1e8, most, height);
        points.add(new Point(row.name(), LEFT + (x - left) / width * (RIGHT - LEFT), y, y));
      }
    }
    StringBuilder svg = new StringBuilder();
    add(
        svg,
        "<svg width='%d' height='%d' font-size='12'><rect x='%d' y='20' width='%d' height='%d'"
            + " fill='none' stroke='#999'/><text x='%d' y='%d'>%s</text>"
            + "<text x='5' y='14'>J; dashed: the bound</text>",
        WIDTH,
        HEIGHT,
        LEFT - 10,
        WIDTH - LEFT,
        BOTTOM - 10,
        LEFT,
        HEIGHT - 12,
        label.replace("'", "&#39;"));
    double zero = LEFT + (0 - left) / width * (RIGHT - LEFT);
    add(svg, "<line x1='%.1f' x2='%.1f' y1='20' y2='%d' stroke='#ccc'/>", zero, zero, BOTTOM + 10);
    text(svg, zero - 3, BOTTOM + 24, tick.at(0));
    if (right > 0) {
      text(svg, RIGHT - 20, BOTTOM + 24, tick.at(right));
    }
    if (left < 0 && zero - LEFT > 50) {
      text(svg, LEFT - 10, BOTTOM + 24, tick.at(left));
    }
    text(svg, 3, y(most, most, height) + 4, String.format(Locale.ROOT, "%.5g", most));
    text(svg, 3, y(least, most, height) + 4, String.format(Locale.ROOT, "%.5g", least));
    double dashed = y(bound, most, height);
    add(
        svg,
        "<line x1='%d' x2='%d' y1='%.1f' y2='%.1f' stroke='#333' stroke-dasharray='4'/>",
        LEFT - 10,
        WIDTH - 10,
        dashed,
        dashed);
    for (Point point : apart(points)) {
      add(svg, "<circle cx='%.1f' cy='%.1f' r='4' fill='#06c'/>", point.x(), point.y());
      if (Math.abs(point.labelY() - point.y()) > LINE_HEIGHT / 2) {
        add(
            svg,
            "<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' stroke='#999'/>",
            point.x(),
            point.y(),
            point.x() + 10,
            point.labelY());
      }
      text(svg, point.x() + 12, point.labelY() + 4, point.name());
    }
    return svg.append("</svg>").toString();
  }

  /** Moves labels down, and back up where they left the frame, until none lies on another. */
  static List<Point> apart(List<Point> points) {
    List<Point> sorted = new ArrayList<>(points);
    sorted.sort(Comparator.comparingDouble(Point::y).thenComparing(Point::name));
    for (int i = 1; i < sorted.size(); i++) {
      double above = sorted.get(i - 1).labelY() + LINE_HEIGHT;
      sorted.set(i, sorted.get(i).at(Math.max(sorted.get(i).labelY(), above)));
    }
    double most = BOTTOM;
    for (int i = sorted.size() - 1; i >= 0; i--) {
      sorted.set(i, sorted.get(i).at(Math.min(sorted.get(i).labelY(), most)));
      most = sorted.get(i).labelY() - LINE_HEIGHT;
    }
    return sorted;
  }

  private static double y(double cost, double most, double height) {
    return TOP + (most - cost) / height * (BOTTOM - TOP);
  }

  private static void text(StringBuilder svg, double x, double y, String text) {
    add(svg, "<text x='%.1f' y='%.1f'>%s</text>", x, y, text.replace("<", "&lt;"));
  }

  private static void add(StringBuilder svg, String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values));
  }
}
