package io.commonwatt.market.dispatch.benchmark.citylearn;

/** Decides what the batteries do in the next hour. */
@FunctionalInterface
public interface CityLearnController {

  /**
   * Called at the end of each hour but the last; the first call is after hour 0, which has no
   * action.
   *
   * @param view what is known
   * @return wanted energy of each home's battery in the next hour at the meter, kWh, positive
   *     charges
   */
  double[] decide(CityLearnView view);
}
