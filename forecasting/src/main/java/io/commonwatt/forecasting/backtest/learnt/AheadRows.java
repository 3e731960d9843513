package io.commonwatt.forecasting.backtest.learnt;

import io.commonwatt.forecasting.backtest.Past;
import io.commonwatt.forecasting.backtest.Quantity.Kind;
import io.commonwatt.forecasting.backtest.SortedValues;
import io.commonwatt.forecasting.backtest.Weather.Element;
import io.commonwatt.forecasting.feature.Climatology;
import io.commonwatt.forecasting.feature.FeatureSpecification;
import io.commonwatt.forecasting.feature.Rows;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows of one issue of a series for any lead, from days to a month: everything is counted from what
 * is newest at the cut-off. They begin with the climatology, as {@link Rows} do; what is not known
 * is NaN. Values are counted from a centre in multiples of a scale, so that series of any size and
 * sign share one model. Not thread-safe.
 */
final class AheadRows {

  static final FeatureSpecification SPECIFICATION =
      FeatureSpecification.of(
          "ahead-1",
          "climatology.median level",
          "climatology.below.05 level",
          "climatology.below.10 level",
          "climatology.below.30 level",
          "climatology.above.70 level",
          "climatology.above.90 level",
          "climatology.above.95 level",
          "last.day level",
          "last.day.second level",
          "last.day.third level",
          "last.day.smooth level",
          "last.day.by.lead level",
          "last.week level",
          "last.week.second level",
          "mean.4w level",
          "mean.3d level",
          "mean.7d level",
          "mean.14d level",
          "mean.28d level",
          "median.7d level",
          "min.7d level",
          "max.7d level",
          "deviation.7d level",
          "max.28d level",
          "day.type.mean level",
          "anomaly.last level",
          "anomaly.6h level",
          "anomaly.24h level",
          "anomaly.24h.by.lead level",
          "anomaly.72h level",
          "level.24h level",
          "level.7d level",
          "level.56d level",
          "spread.28d level",
          "least.28d level",
          "scale.logarithm 1",
          "lead.days 7d",
          "lead.fading 1",
          "hour.sin1 1",
          "hour.cos1 1",
          "hour.sin2 1",
          "hour.cos2 1",
          "hour.sin3 1",
          "hour.cos3 1",
          "monday 1",
          "friday 1",
          "saturday 1",
          "sunday.or.holiday 1",
          "holiday 1",
          "sunday.hour.sin1 1",
          "sunday.hour.cos1 1",
          "year.sin1 1",
          "year.cos1 1",
          "clear.sky kW/m2",
          "temperature 10K",
          "temperature.anomaly 10K",
          "temperature.since.last.day 10K",
          "temperature.24h.anomaly 10K",
          "temperature.anomaly.hour.sin1 10K",
          "temperature.anomaly.hour.cos1 10K",
          "heating.degrees.anomaly 10K",
          "cooling.degrees.anomaly 10K",
          "irradiance kW/m2",
          "irradiance.before kW/m2",
          "irradiance.after kW/m2",
          "irradiance.half.before kW/m2",
          "irradiance.sky.share 1",
          "irradiance.day.share 1",
          "irradiance.anomaly kW/m2",
          "irradiance.since.last.day kW/m2",
          "irradiance.clearness 1",
          "potential level",
          "wind 1",
          "wind.anomaly 1",
          "wind.since.last.day 1",
          "profile.anomaly 1",
          "like.days level",
          "like.days.low level",
          "like.days.high level");

  /** The same with prices, counted in root mean squares of those of the last week. */
  static final FeatureSpecification PRICED =
      SPECIFICATION.with("ahead-prices-1", "price 1", "price.anomaly 1", "price.in.day.anomaly 1");

  /**
   * Columns for models that are linear: without those that are the same for a whole issue and move
   * with the season, of which a history holds few independent values.
   */
  static final int[] LINEAR = linear(SPECIFICATION);

  /** The same with prices. */
  static final int[] PRICED_LINEAR = linear(PRICED);

  private static final int DAYS = 56;
  private static final int SUN_DAYS = 28;
  private static final double DECAY = 0.97;
  private static final double SUN_DECAY = 0.96;
  private static final double SAME_TYPE = 0.5;
  private static final double OTHER_TYPE = 0.15;
  private static final double NEIGHBOUR = 0.5;
  private static final double LIMIT = 8;

  /** Clear sky too low to compare by, W/m². */
  private static final double DARK = 30;

  private static final int YEAR_DAYS = 300;
  private static final double[] LIKE_LEVELS = {.1, .5, .9};

  private final Past past;
  private final LocalClock clock;
  private final int day;
  private final int cutOff;
  private final boolean sun;
  private final int days;
  private final double centre;
  private final double scale;
  private final double mean28;
  private final double mean7;
  private final double mean24h;
  private final double mean56;
  private final double deviation28;
  private final double least28;
  private final double most28;
  private final double yieldPerIrradiance;
  private final double usualPrice;
  private final double[] anomalies;
  private double[] all;

  private final double[] values = new double[DAYS + 1];
  private final int[] lags = new int[DAYS + 1];
  private final boolean[] sameType = new boolean[DAYS + 1];
  private final double[] weights = new double[DAYS + 1];
  private final double[] newest = new double[DAYS];
  private final double[] sorted = new double[DAYS];
  private final double[] base = new double[Rows.LEVELS.length];
  private final double[] like = new double[LIKE_LEVELS.length];
  private final Climatology climatology = new Climatology(3 * DAYS + 3);

  AheadRows(Past past, LocalClock clock) {
    this.past = past;
    this.clock = clock;
    day = past.stepsPerDay();
    cutOff = past.cutOff();
    sun = past.quantity().kind() == Kind.GENERATION;
    days = sun ? SUN_DAYS : DAYS;
    double[] month = moments(28 * day);
    mean28 = month[0];
    deviation28 = month[1];
    least28 = month[2];
    most28 = month[3];
    mean7 = orElse(moments(7 * day)[0], mean28);
    mean24h = orElse(moments(day)[0], mean7);
    mean56 = orElse(moments(56 * day)[0], mean28);
    switch (past.quantity().kind()) {
      case LOAD -> {
        centre = 0;
        scale = positive(mean28);
      }
      case GENERATION -> {
        centre = 0;
        scale = positive(moments(365 * day)[3]);
      }
      default -> {
        double[] year = moments(365 * day);
        centre = Double.isNaN(year[0]) ? 0 : year[0];
        scale = positive(year[1]);
      }
    }
    yieldPerIrradiance = yieldPerIrradiance();
    usualPrice = past.isPriced() ? usualPrice() : Double.NaN;
    anomalies = anomalies(1, 6 * day / 24, day, 3 * day);
  }

  /** Columns of the rows of a past. */
  static FeatureSpecification specification(Past past) {
    return past.isPriced() ? PRICED : SPECIFICATION;
  }

  private static int[] linear(FeatureSpecification specification) {
    List<String> issueWide =
        List.of("level.24h", "level.7d", "level.56d", "spread.28d", "least.28d", "scale.logarithm");
    List<FeatureSpecification.Feature> features = specification.features();
    return IntStream.range(0, features.size())
        .filter(column -> !issueWide.contains(features.get(column).name()))
        .toArray();
  }

  /** Name of the series. */
  String name() {
    return past.name();
  }

  /** Local hour of a target, 0…23. */
  int hour(int target) {
    return (int) (24 * clock.dayFraction(target));
  }

  double centre() {
    return centre;
  }

  double scale() {
    return scale;
  }

  /** Quantiles of the climatology of the row that was filled last, scaled. */
  double[] base() {
    return base;
  }

  /** Quantiles of the last eight same weekdays and times and their neighbours, scaled. */
  boolean weekQuantiles(int target, double[] into) {
    climatology.clear();
    int newestWeek = past.newestBefore(target + 1, 7 * day) - 1;
    for (int back = 0; back < 8; back++) {
      for (int away = -1; away <= 1; away++) {
        climatology.add(scaled(newestWeek - back * 7 * day + away), 1);
      }
    }
    return quantilesOf(into);
  }

  /** Quantiles of the last days at that time of day, scaled. */
  boolean dayQuantiles(int target, int count, double[] into) {
    climatology.clear();
    int newestDay = past.newestBefore(target, day);
    for (int back = 0; back < count; back++) {
      int lag = newestDay - back * day;
      climatology.add(scaled(lag) * skyRatio(target, lag), 1);
    }
    return quantilesOf(into);
  }

  /** Quantiles of the days like that of the row that was filled last, all alike, scaled. */
  boolean dayTypeQuantiles(double[] into) {
    climatology.clear();
    for (int back = 1; back <= days; back++) {
      if (sameType[back]) {
        climatology.add((values[back] - centre) / scale, 1);
      }
    }
    return quantilesOf(into);
  }

  /** Quantiles of the last year at all times, scaled. */
  boolean allQuantiles(double[] into) {
    if (all == null) {
      SortedValues year = new SortedValues(365 * day);
      for (int index = Math.max(0, cutOff - 365 * day); index < cutOff; index++) {
        year.add(scaled(index));
      }
      all = new double[Rows.LEVELS.length];
      for (int level = 0; level < all.length; level++) {
        all[level] = year.quantile(Rows.LEVELS[level]);
      }
    }
    System.arraycopy(all, 0, into, 0, all.length);
    return !Double.isNaN(all[0]);
  }

  /** How much more a clear sky gives at the target than at a lag, 0.5…2; 1 near night. */
  private double skyRatio(int target, int lag) {
    if (!sun || !clock.knowsSun() || lag < 0) {
      return 1;
    }
    double now = clock.clearSky(target);
    double then = clock.clearSky(lag);
    return now < DARK || then < DARK ? 1 : Math.max(.5, Math.min(2, now / then));
  }

  private boolean quantilesOf(double[] into) {
    if (climatology.size() == 0) {
      return false;
    }
    climatology.quantiles(Rows.LEVELS, into);
    return true;
  }

  /**
   * Whether a generating series rests: the sun is below the horizon, or, where its path is not
   * known, there was nothing at that time in the last two weeks.
   */
  boolean night(int target) {
    if (!sun) {
      return false;
    }
    if (clock.knowsSun()) {
      return clock.clearSky(target) < 0;
    }
    int rested = 0;
    int newestLag = past.newestBefore(target, day);
    for (int back = 0; back < 14; back++) {
      for (int away = -1; away <= 1; away++) {
        int index = newestLag - back * day + away;
        double value = index < cutOff ? past.at(index) : Double.NaN;
        if (value > 0.0005 * scale) {
          return false;
        }
        rested += Double.isNaN(value) ? 0 : 1;
      }
    }
    return rested >= 5;
  }

  /**
   * Fills the row of a target.
   *
   * @return false when nothing is known at that time of day
   */
  boolean fill(int target, double[] row) {
    if (!gather(target)) {
      return false;
    }
    double lead = (double) (target - cutOff) / day;
    double median = base[Rows.MEDIAN];
    int i = Rows.putBase(base, row);
    i = lags(target, row, i, median, lead);
    row[i++] = deviation28 / scale;
    row[i++] = (least28 - centre) / scale;
    for (int column = 0; column < i; column++) {
      row[column] = clip(row[column]);
    }
    row[i++] = StrictMath.log10(scale);
    row[i++] = Math.min(lead, 31) / 7;
    row[i++] = 1 / (1 + 4 * lead);
    i = calendar(target, row, i);
    i = weather(target, row, i, median);
    if (past.isPriced()) {
      i = price(target, row, i);
    }
    for (int column = 0; column < i; column++) {
      row[column] = (float) row[column];
    }
    return true;
  }

  private boolean gather(int target) {
    climatology.clear();
    int count = 0;
    int weekday = clock.weekday(target);
    int type = clock.dayType(target);
    double weight = 1;
    // Whole weeks ahead have no past of their own: the days that count begin before them.
    int ahead = 7 * ((target - cutOff) / (7 * day));
    Arrays.fill(values, Double.NaN);
    Arrays.fill(sameType, false);
    for (int back = 1; back <= days; back++) {
      int lag = sun ? target - (ahead + back) * day : clock.daysBefore(target, ahead + back);
      lags[back] = lag;
      weight *= sun ? SUN_DECAY : DECAY;
      weights[back] = 0;
      if (lag < 0 || lag - 1 >= cutOff) {
        continue;
      }
      double value = lag < cutOff ? past.at(lag) * skyRatio(target, lag) : Double.NaN;
      double like = sun ? 1 : likeness(weekday, type, lag);
      values[back] = value;
      if (!Double.isNaN(value)) {
        newest[count++] = value;
        sameType[back] = sun || clock.dayType(lag) == type;
        weights[back] = weight * like;
        climatology.add((value - centre) / scale, weights[back]);
      }
      for (int away = -1; away <= 1; away += 2) {
        double near = scaled(lag + away) * skyRatio(target, lag + away);
        climatology.add(near, weight * like * NEIGHBOUR);
      }
    }
    for (int k = count; k < newest.length; k++) {
      newest[k] = Double.NaN;
    }
    if (count == 0) {
      return false;
    }
    climatology.quantiles(Rows.LEVELS, base);
    return true;
  }

  private double likeness(int weekday, int type, int lag) {
    if (clock.dayType(lag) != type) {
      return OTHER_TYPE;
    }
    return clock.weekday(lag) == weekday ? 1 : SAME_TYPE;
  }

  private int lags(int target, double[] row, int from, double median, double lead) {
    int i = from;
    double last = difference(newest[0], median);
    row[i++] = last;
    row[i++] = difference(newest[1], median);
    row[i++] = difference(newest[2], median);
    row[i++] = difference(smooth(target), median);
    row[i++] = last * Math.min(lead, 7) / 2;
    row[i++] = difference(weekBack(0), median);
    row[i++] = difference(weekBack(1), median);
    row[i++] = difference(weekMean(), median);
    row[i++] = difference(mean(3), median);
    row[i++] = difference(mean(7), median);
    row[i++] = difference(mean(14), median);
    row[i++] = difference(mean(28), median);
    int count = sort(7);
    row[i++] = difference((sorted[count / 2] + sorted[(count - 1) / 2]) / 2, median);
    row[i++] = difference(sorted[0], median);
    row[i++] = difference(sorted[count - 1], median);
    row[i++] = deviation(7) / scale;
    count = sort(28);
    row[i++] = difference(sorted[count - 1], median);
    row[i++] = difference(typeMean(target), median);
    row[i++] = anomalies[0] * 1 / (1 + 8 * lead);
    row[i++] = anomalies[1] * 1 / (1 + 3 * lead);
    row[i++] = anomalies[2];
    row[i++] = anomalies[2] * Math.min(lead, 7) / 2;
    row[i++] = anomalies[3];
    row[i++] = (mean24h - mean28) / scale;
    row[i++] = (mean7 - mean28) / scale;
    row[i++] = (mean56 - mean28) / scale;
    return i;
  }

  private int calendar(int target, double[] row, int from) {
    int i = from;
    double hour = 2 * Math.PI * clock.dayFraction(target);
    for (int harmonic = 1; harmonic <= 3; harmonic++) {
      row[i++] = StrictMath.sin(harmonic * hour);
      row[i++] = StrictMath.cos(harmonic * hour);
    }
    int weekday = clock.weekday(target);
    int type = clock.dayType(target);
    double sunday = type == LocalClock.SUNDAY ? 1 : 0;
    row[i++] = weekday == 0 && type == LocalClock.WORKDAY ? 1 : 0;
    row[i++] = weekday == 4 && type == LocalClock.WORKDAY ? 1 : 0;
    row[i++] = type == LocalClock.SATURDAY ? 1 : 0;
    row[i++] = sunday;
    row[i++] = clock.isHoliday(target) ? 1 : 0;
    row[i++] = sunday * row[from];
    row[i++] = sunday * row[from + 1];
    boolean years = cutOff >= YEAR_DAYS * day;
    double year = 2 * Math.PI * clock.yearFraction(target);
    row[i++] = years ? StrictMath.sin(year) : Double.NaN;
    row[i++] = years ? StrictMath.cos(year) : Double.NaN;
    row[i++] = Math.max(0, clock.clearSky(target)) / 1000;
    return i;
  }

  private int weather(int target, double[] row, int from, double median) {
    int i = from;
    double hour = 2 * Math.PI * clock.dayFraction(target);
    double temperature = at(Element.TEMPERATURE, target);
    double warmer = anomaly(Element.TEMPERATURE, target) / 10;
    row[i++] = temperature / 10;
    row[i++] = warmer;
    row[i++] = sinceLastDay(Element.TEMPERATURE, target) / 10;
    row[i++] = dayAnomaly(target) / 10;
    row[i++] = warmer * StrictMath.sin(hour);
    row[i++] = warmer * StrictMath.cos(hour);
    row[i++] = degreesAnomaly(target, -1, 15.5) / 10;
    row[i++] = degreesAnomaly(target, 1, 20) / 10;
    double irradiance = at(Element.IRRADIANCE, target);
    int hourSteps = Math.max(1, day / 24);
    row[i++] = irradiance / 1000;
    row[i++] = at(Element.IRRADIANCE, target - hourSteps) / 1000;
    row[i++] = at(Element.IRRADIANCE, target + hourSteps) / 1000;
    row[i++] = at(Element.IRRADIANCE, target - (hourSteps + 1) / 2) / 1000;
    row[i++] = skyShare(target, target + 1);
    row[i++] = skyShare(target - day / 6, target + day / 6 + 1);
    row[i++] = anomaly(Element.IRRADIANCE, target) / 1000;
    row[i++] = sinceLastDay(Element.IRRADIANCE, target) / 1000;
    row[i++] = clearness(target, irradiance);
    row[i++] = potential(irradiance, median);
    double wind = power(at(Element.WIND, target));
    row[i++] = wind;
    row[i++] = wind - powerBefore();
    row[i++] = wind - power(lastOf(Element.WIND));
    row[i++] = profileAnomaly(target);
    likeDays(target);
    row[i++] = clip(like[1] - median);
    row[i++] = clip(like[0] - median);
    row[i++] = clip(like[2] - median);
    return i;
  }

  /** The price, its excess over the days of the climatology, and that beyond the hours around. */
  private int price(int target, double[] row, int from) {
    double ahead = past.priceAt(target) / usualPrice;
    double sum = 0;
    double total = 0;
    double aroundSum = 0;
    for (int back = 1; back <= days; back++) {
      double then = weights[back] > 0 ? past.priceAt(lags[back]) : Double.NaN;
      if (!Double.isNaN(then)) {
        sum += weights[back] * then;
        aroundSum += weights[back] * meanPrice(lags[back] - day / 2, lags[back] + day / 2);
        total += weights[back];
      }
    }
    double anomaly = total > 0 ? ahead - sum / total / usualPrice : Double.NaN;
    double around = meanPrice(target - day / 2, target + day / 2) - aroundSum / total;
    row[from] = clip(ahead);
    row[from + 1] = clip(anomaly);
    row[from + 2] = clip(anomaly - around / usualPrice);
    return from + 3;
  }

  private double meanPrice(int from, int to) {
    double sum = 0;
    int count = 0;
    int stride = Math.max(1, day / 24);
    for (int index = from; index < to; index += stride) {
      double price = past.priceAt(index);
      if (!Double.isNaN(price)) {
        sum += price;
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  /** Root mean square of the prices of the last week; NaN where none are known. */
  private double usualPrice() {
    double squares = 0;
    int count = 0;
    for (int index = cutOff - 7 * day; index < cutOff; index++) {
      double price = past.priceAt(index);
      if (!Double.isNaN(price)) {
        squares += price * price;
        count++;
      }
    }
    return squares > 0 ? Math.sqrt(squares / count) : Double.NaN;
  }

  /** Irradiance as a share of what a clear sky gives over some intervals. */
  private double skyShare(int from, int to) {
    if (!sun || !clock.knowsSun()) {
      return Double.NaN;
    }
    double shone = 0;
    double clear = 0;
    for (int index = from; index < to; index++) {
      double irradiance = at(Element.IRRADIANCE, index);
      if (!Double.isNaN(irradiance)) {
        shone += irradiance;
        clear += Math.max(0, clock.clearSky(index));
      }
    }
    return clear < DARK * (to - from) / 2 ? Double.NaN : Math.min(1.5, shone / clear);
  }

  private double at(Element element, int index) {
    return past.weather().at(element, index);
  }

  /** Excess over what it was on the days of the climatology, by their weights. */
  private double anomaly(Element element, int target) {
    double ahead = at(element, target);
    if (Double.isNaN(ahead)) {
      return Double.NaN;
    }
    double sum = 0;
    double total = 0;
    for (int back = 1; back <= days; back++) {
      double then = weights[back] > 0 ? at(element, lags[back]) : Double.NaN;
      if (!Double.isNaN(then)) {
        sum += weights[back] * then;
        total += weights[back];
      }
    }
    return total > 0 ? ahead - sum / total : Double.NaN;
  }

  private double degreesAnomaly(int target, int sign, double threshold) {
    double ahead = Math.max(0, sign * (at(Element.TEMPERATURE, target) - threshold));
    double sum = 0;
    double total = 0;
    for (int back = 1; back <= days; back++) {
      double then = weights[back] > 0 ? at(Element.TEMPERATURE, lags[back]) : Double.NaN;
      if (!Double.isNaN(then)) {
        sum += weights[back] * Math.max(0, sign * (then - threshold));
        total += weights[back];
      }
    }
    return total > 0 ? ahead - sum / total : Double.NaN;
  }

  private double lastOf(Element element) {
    for (int back = 1; back <= days; back++) {
      if (weights[back] > 0) {
        return at(element, lags[back]);
      }
    }
    return Double.NaN;
  }

  private double sinceLastDay(Element element, int target) {
    return at(element, target) - lastOf(element);
  }

  /** Excess of the day around the target over the days of the week before the cut-off. */
  private double dayAnomaly(int target) {
    double around = meanOf(target - day / 2, target + day / 2);
    return around - meanOf(cutOff - 7 * day, cutOff);
  }

  private double meanOf(int from, int to) {
    if (!past.weather().has(Element.TEMPERATURE)) {
      return Double.NaN;
    }
    double sum = 0;
    int count = 0;
    int stride = Math.max(1, day / 24);
    for (int index = from; index < to; index += stride) {
      double value = at(Element.TEMPERATURE, index);
      if (!Double.isNaN(value)) {
        sum += value;
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  /** Irradiance over the most there was at that time in the last four weeks. */
  private double clearness(int target, double irradiance) {
    double most = 0;
    for (int back = 1; back <= 28; back++) {
      double then = at(Element.IRRADIANCE, target - back * day);
      if (then > most) {
        most = then;
      }
    }
    return most < 5 ? Double.NaN : Math.min(1.5, irradiance / most);
  }

  /** What irradiance gave at that time of day before, for the irradiance ahead. */
  private double potential(double irradiance, double median) {
    if (Double.isNaN(irradiance) || Double.isNaN(yieldPerIrradiance)) {
      return Double.NaN;
    }
    double energy = 0;
    double shone = 0;
    double weight = 1;
    for (int back = 1; back <= 21; back++) {
      weight *= SUN_DECAY;
      double then = Double.isNaN(values[back]) ? Double.NaN : at(Element.IRRADIANCE, lags[back]);
      if (!Double.isNaN(then)) {
        energy += weight * values[back];
        shone += weight * then;
      }
    }
    double prior = 60;
    double yield = (energy + prior * yieldPerIrradiance) / (shone + prior);
    return clip((Math.min(1.1 * most28, yield * irradiance)) / scale - median);
  }

  private double yieldPerIrradiance() {
    if (!sun || !past.weather().has(Element.IRRADIANCE)) {
      return Double.NaN;
    }
    double energy = 0;
    double shone = 0;
    for (int index = Math.max(0, cutOff - 21 * day); index < cutOff; index++) {
      double then = past.at(index);
      double irradiance = at(Element.IRRADIANCE, index);
      if (then > 0 && !Double.isNaN(irradiance)) {
        energy += then;
        shone += irradiance;
      }
    }
    return shone < 100 ? Double.NaN : energy / shone;
  }

  /** Share of its capacity a wind turbine gives, about. */
  private static double power(double wind) {
    double share = Math.max(0, Math.min(1, (wind - 3) / 9));
    return share * share * (3 - 2 * share);
  }

  private double powerBefore() {
    double sum = 0;
    double total = 0;
    for (int back = 1; back <= days; back++) {
      double then = weights[back] > 0 ? power(at(Element.WIND, lags[back])) : Double.NaN;
      if (!Double.isNaN(then)) {
        sum += weights[back] * then;
        total += weights[back];
      }
    }
    return total > 0 ? sum / total : Double.NaN;
  }

  private double profileAnomaly(int target) {
    double ahead = at(Element.PROFILE, target);
    double anomaly = anomaly(Element.PROFILE, target);
    return ahead > 0 ? anomaly / (ahead - anomaly) : Double.NaN;
  }

  /** Quantiles of the days whose weather was like that ahead. */
  private void likeDays(int target) {
    Arrays.fill(like, Double.NaN);
    double irradiance = at(Element.IRRADIANCE, target);
    double wind = power(at(Element.WIND, target));
    double temperature = at(Element.TEMPERATURE, target);
    if (Double.isNaN(irradiance) && Double.isNaN(wind) && Double.isNaN(temperature)) {
      return;
    }
    climatology.clear();
    double bright = Math.max(40, 0.15 * brightest(target));
    for (int back = 1; back <= days; back++) {
      if (weights[back] > 0) {
        for (int away = -1; away <= 1; away++) {
          int lag = lags[back] + away;
          double value = scaled(lag);
          if (!Double.isNaN(value)) {
            double far = square((at(Element.IRRADIANCE, lag) - irradiance) / bright);
            far += square((power(at(Element.WIND, lag)) - wind) / 0.15);
            far += square((at(Element.TEMPERATURE, lag) - temperature) / 4);
            double near = weights[back] * StrictMath.exp(-far / 2) * (away == 0 ? 1 : NEIGHBOUR);
            climatology.add(value, near + 1e-9);
          }
        }
      }
    }
    if (climatology.size() > 0) {
      climatology.quantiles(LIKE_LEVELS, like);
    }
  }

  private double brightest(int target) {
    double most = 0;
    for (int back = 1; back <= 28; back++) {
      double then = at(Element.IRRADIANCE, target - back * day);
      if (then > most) {
        most = then;
      }
    }
    return most;
  }

  private static double square(double value) {
    return Double.isNaN(value) ? 0 : value * value;
  }

  private double smooth(int target) {
    int index = past.newestBefore(target, day);
    int reach = Math.max(1, day / 24);
    double sum = 0;
    int count = 0;
    for (int away = -reach; away <= reach; away++) {
      double value = index + away < cutOff ? past.at(index + away) : Double.NaN;
      if (!Double.isNaN(value)) {
        sum += value;
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  private double weekBack(int rank) {
    int seen = 0;
    for (int back = 7; back <= days; back += 7) {
      if (!Double.isNaN(values[back]) && seen++ == rank) {
        return values[back];
      }
    }
    return Double.NaN;
  }

  private double weekMean() {
    double sum = 0;
    int seen = 0;
    for (int back = 7; back <= days && seen < 4; back += 7) {
      if (!Double.isNaN(values[back])) {
        sum += values[back];
        seen++;
      }
    }
    return seen == 0 ? Double.NaN : sum / seen;
  }

  private double typeMean(int target) {
    int type = clock.dayType(target);
    double sum = 0;
    int seen = 0;
    for (int back = 1; back <= Math.min(28, days); back++) {
      if (!Double.isNaN(values[back]) && clock.dayType(lags[back]) == type) {
        sum += values[back];
        seen++;
      }
    }
    return seen == 0 ? Double.NaN : sum / seen;
  }

  private double mean(int limit) {
    double sum = 0;
    int seen = 0;
    while (seen < limit && seen < newest.length && !Double.isNaN(newest[seen])) {
      sum += newest[seen++];
    }
    return sum / seen;
  }

  private double deviation(int limit) {
    double mean = mean(limit);
    double sum = 0;
    int seen = 0;
    while (seen < limit && seen < newest.length && !Double.isNaN(newest[seen])) {
      sum += square(newest[seen++] - mean);
    }
    return Math.sqrt(sum / seen);
  }

  private int sort(int limit) {
    int seen = 0;
    while (seen < limit && seen < newest.length && !Double.isNaN(newest[seen])) {
      sorted[seen] = newest[seen];
      seen++;
    }
    Arrays.sort(sorted, 0, seen);
    return seen;
  }

  private double scaled(int index) {
    return index < 0 || index >= cutOff ? Double.NaN : (past.at(index) - centre) / scale;
  }

  private double difference(double value, double median) {
    return Double.isNaN(value) ? 0 : (value - centre) / scale - median;
  }

  /** Mean, mean absolute deviation, least and most of the last intervals. */
  private double[] moments(int steps) {
    int from = Math.max(0, cutOff - steps);
    double sum = 0;
    int count = 0;
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int index = from; index < cutOff; index++) {
      double value = past.at(index);
      if (!Double.isNaN(value)) {
        sum += value;
        count++;
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }
    if (count == 0) {
      return new double[] {Double.NaN, Double.NaN, Double.NaN, Double.NaN};
    }
    double mean = sum / count;
    double away = 0;
    for (int index = from; index < cutOff; index++) {
      double value = past.at(index);
      away += Double.isNaN(value) ? 0 : Math.abs(value - mean);
    }
    return new double[] {mean, away / count, least, most};
  }

  /** Mean excess of the last intervals over the week before, scaled; 0 where not known. */
  private double[] anomalies(int... steps) {
    double[] means = new double[steps.length];
    double sum = 0;
    int count = 0;
    int next = 0;
    int longest = steps[steps.length - 1];
    for (int back = 1; back <= longest; back++) {
      double usual = 0;
      int seen = 0;
      for (int week = 1; week <= 7; week++) {
        double then = past.at(cutOff - back - week * day);
        if (!Double.isNaN(then)) {
          usual += then;
          seen++;
        }
      }
      double value = past.at(cutOff - back);
      if (seen > 0 && !Double.isNaN(value)) {
        sum += value - usual / seen;
        count++;
      }
      while (next < steps.length && back >= steps[next]) {
        means[next++] = count == 0 ? 0 : clip(sum / count / scale);
      }
    }
    return means;
  }

  private static double orElse(double value, double other) {
    return Double.isNaN(value) ? other : value;
  }

  private static double positive(double value) {
    return value > 1e-9 ? value : 1;
  }

  private static double clip(double value) {
    return Math.max(-LIMIT, Math.min(LIMIT, value));
  }
}
