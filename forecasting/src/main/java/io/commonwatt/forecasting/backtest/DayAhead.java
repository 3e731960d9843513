package io.commonwatt.forecasting.backtest;

import io.commonwatt.forecasting.backtest.baseline.Climatology;
import io.commonwatt.forecasting.backtest.baseline.LastPeriod;
import io.commonwatt.forecasting.backtest.baseline.WeekMean;
import java.util.ArrayList;
import java.util.List;

/**
 * Every day of the test is forecast as a whole, from what was measured before an hour of the day
 * before: 06:00 is the rule of OpenSTEF and Liander (only what is known at D-1 06:00 counts), 24:00
 * is midnight. All days are scored together; MASE is scaled by the differences from day to day
 * before the test.
 *
 * @param code name on the command line
 * @param cutOffHour hour of the day before, 1…24
 */
public record DayAhead(String code, int cutOffHour) implements Protocol {

  private static final int DAYS_THAT_SAY_SOMETHING = 5;

  /** Day D from data before D-1 06:00. */
  public static final DayAhead OPENSTEF_D1 = new DayAhead("openstef-d1", 6);

  /** Day D from data before D 00:00. */
  public static final DayAhead MIDNIGHT = new DayAhead("midnight", 24);

  @Override
  public List<Block> blocks(BacktestCase of) {
    RegularSeries series = of.series();
    int day = series.stepsPerDay();
    if (!series.startsAtMidnight() || of.testFrom() % day != 0) {
      throw new IllegalArgumentException(
          "Series '"
              + series.name()
              + "': whole days are forecast, and it or its test starts at "
              + series.timeOf(of.testFrom()));
    }
    List<Window> windows = new ArrayList<>();
    for (int first = of.testFrom(); first < of.testEnd(); first += day) {
      int cutOff = first - day + day * cutOffHour / 24;
      if (cutOff >= 0) {
        windows.add(new Window(cutOff, first, Math.min(first + day, of.testEnd())));
      }
    }
    return windows.isEmpty() ? List.of() : List.of(new Block(of.testFrom(), windows));
  }

  @Override
  public int scaleLag(RegularSeries series) {
    return series.stepsPerDay();
  }

  @Override
  public int fewestPoints(RegularSeries series) {
    return DAYS_THAT_SAY_SOMETHING * series.stepsPerDay();
  }

  @Override
  public List<Forecaster> baselines() {
    return List.of(
        LastPeriod.day("last-day"),
        LastPeriod.week("last-week"),
        new WeekMean(4),
        new Climatology());
  }

  @Override
  public boolean sharesMask() {
    return true;
  }

  @Override
  public String reference() {
    return Climatology.NAME;
  }
}
