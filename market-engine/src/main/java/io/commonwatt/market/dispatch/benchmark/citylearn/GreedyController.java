package io.commonwatt.market.dispatch.benchmark.citylearn;

/**
 * Stores each home's surplus and covers its load, as if the next hour were like the last: the
 * benchmark's first bar.
 */
public final class GreedyController implements CityLearnController {

  @Override
  public double[] decide(CityLearnView view) {
    double[] wantedKwh = new double[view.homes()];
    for (int home = 0; home < wantedKwh.length; home++) {
      wantedKwh[home] = -view.netKwh(home, view.now());
    }
    return wantedKwh;
  }
}
