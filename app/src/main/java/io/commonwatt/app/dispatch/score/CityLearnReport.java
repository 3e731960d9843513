package io.commonwatt.app.dispatch.score;

import io.commonwatt.app.dispatch.PlanReport;
import io.commonwatt.app.dispatch.StepPlot;
import io.commonwatt.market.dispatch.benchmark.citylearn.CityLearnData;
import java.util.Arrays;
import java.util.Locale;

/**
 * Four days in the middle of each phase as one HTML page without scripts: the district's power with
 * the forecast's band, stored energy, prices, and what the same planner would have done with
 * foresight. Not thread-safe.
 */
final class CityLearnReport {

  private static final int DAY = 24;
  private static final int DAYS = 4;

  private final StringBuilder page = new StringBuilder();

  CityLearnReport() {
    page.append(PlanReport.head("CityLearn 2022"));
  }

  /**
   * Adds a phase.
   *
   * @param summary its scores in words
   * @param bandKwh lowest and highest expected of each hour, by hour
   * @param played what the controller did
   * @param known what it would have done with foresight
   */
  void add(
      String phase,
      String summary,
      CityLearnData data,
      double[][] bandKwh,
      CityLearnTrace played,
      CityLearnTrace known) {
    int hours = Math.min(DAYS * DAY, data.hours() - 1);
    int from = Math.min(data.hours() / 2 / DAY * DAY, data.hours() - 1 - hours);
    page.append("<h2>").append(escape(phase)).append("</h2><pre>");
    page.append(escape(summary)).append("</pre>");
    StepPlot power = plot("District, kWh in each hour (positive is taken)", from, hours);
    double[] bare = new double[hours];
    double[] low = new double[hours];
    double[] high = new double[hours];
    double[] price = new double[hours];
    double[] carbon = new double[hours];
    for (int hour = 0; hour < hours; hour++) {
      for (int home = 0; home < data.homes().size(); home++) {
        bare[hour] += data.netKwh(home, from + hour);
      }
      low[hour] = bandKwh[from + hour][0];
      high[hour] = bandKwh[from + hour][1];
      price[hour] = 100 * data.pricePerKwh(from + hour);
      carbon[hour] = 100 * data.carbonKgPerKwh(from + hour);
    }
    power.band("expected an hour before", low, high);
    power.line("without batteries", bare);
    power.line("played", part(played.districtKwh, from, hours));
    power.dashed("with foresight", part(known.districtKwh, from, hours));
    StepPlot stored = plot("Stored at the end of each hour, kWh", from, hours);
    stored.line("played", part(played.storedKwh, from, hours));
    stored.dashed("with foresight", part(known.storedKwh, from, hours));
    StepPlot prices = plot("Prices", from, hours);
    prices.line("import, ct/kWh", price);
    prices.line("carbon, kg/100 kWh", carbon);
    page.append(power.svg()).append(stored.svg()).append(prices.svg());
  }

  String html() {
    return page + "</body></html>\n";
  }

  private static StepPlot plot(String title, int from, int hours) {
    return new StepPlot(title, hours, step -> String.format(Locale.ROOT, "hour %d", from + step));
  }

  private static double[] part(double[] values, int from, int hours) {
    return Arrays.copyOfRange(values, from, from + hours);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
