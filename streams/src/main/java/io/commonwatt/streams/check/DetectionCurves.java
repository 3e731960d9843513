package io.commonwatt.streams.check;

import io.commonwatt.streams.check.FaultReport.KindResult;
import java.util.Locale;
import java.util.Map;

/** Draws the detection curves of a report, one small panel a kind of fault, as SVG. */
public final class DetectionCurves {
  private static final int COLUMNS = 5;
  private static final int PANEL_WIDTH = 190;
  private static final int PANEL_HEIGHT = 130;
  private static final int PLOT_WIDTH = 140;
  private static final int PLOT_HEIGHT = 80;
  private static final int LEFT = 36;
  private static final int TOP = 24;
  private static final int TITLE = 44;

  private DetectionCurves() {}

  /**
   * The share hit by severity 1 to 5; a severity at which nothing counts leaves a hole.
   *
   * @param title above the panels
   */
  public static String svg(FaultReport report, String title) {
    int rows = (report.kinds().size() + COLUMNS - 1) / COLUMNS;
    StringBuilder svg = new StringBuilder();
    svg.append(
        format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
                + " font-family=\"sans-serif\" font-size=\"11\">%n"
                + "<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>%n",
            COLUMNS * PANEL_WIDTH, TITLE + rows * PANEL_HEIGHT));
    svg.append(format("<text x=\"8\" y=\"16\" font-size=\"13\">%s</text>%n", escape(title)));
    svg.append(
        format(
            "<text x=\"8\" y=\"34\">share hit, by severity 1…5; mean over kinds %.4f; false alarms"
                + " %.4f %%</text>%n",
            report.recall(), 100 * report.falseAlarmShare()));
    int index = 0;
    for (Map.Entry<FaultKind, KindResult> kind : report.kinds().entrySet()) {
      int x = index % COLUMNS * PANEL_WIDTH + LEFT;
      int y = TITLE + index / COLUMNS * PANEL_HEIGHT + TOP;
      panel(svg, kind.getKey(), kind.getValue(), x, y);
      index++;
    }
    return svg.append("</svg>\n").toString();
  }

  private static void panel(StringBuilder svg, FaultKind kind, KindResult result, int x, int y) {
    double recall = result.recall();
    String share = Double.isNaN(recall) ? "–" : format("%.3f", recall);
    svg.append(
        format(
            "<g transform=\"translate(%d,%d)\"><text y=\"-6\">%s %s</text>"
                + "<rect width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#999\"/>"
                + "<text x=\"-6\" y=\"4\" text-anchor=\"end\">1</text>"
                + "<text x=\"-6\" y=\"%d\" text-anchor=\"end\">0</text>",
            x, y, kind.code(), share, PLOT_WIDTH, PLOT_HEIGHT, PLOT_HEIGHT + 4));
    StringBuilder line = new StringBuilder();
    for (int severity = 1; severity <= 5; severity++) {
      int counted = result.counted()[severity - 1];
      int atX = (severity - 1) * (PLOT_WIDTH - 20) / 4 + 10;
      svg.append(
          format(
              "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>",
              atX, PLOT_HEIGHT + 14, number(kind.magnitude(severity))));
      if (counted == 0) {
        continue;
      }
      double atY = PLOT_HEIGHT * (1 - (double) result.hit()[severity - 1] / counted);
      line.append(line.isEmpty() ? "M" : "L").append(format("%d,%.1f", atX, atY));
      svg.append(
          format(
              "<circle cx=\"%d\" cy=\"%.1f\" r=\"3\" fill=\"#06c\"><title>%d of %d</title>"
                  + "</circle>",
              atX, atY, result.hit()[severity - 1], counted));
    }
    svg.append(format("<path d=\"%s\" fill=\"none\" stroke=\"#06c\"/></g>%n", line));
  }

  private static String number(double magnitude) {
    return magnitude == Math.rint(magnitude)
        ? Long.toString((long) magnitude)
        : Double.toString(magnitude);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
