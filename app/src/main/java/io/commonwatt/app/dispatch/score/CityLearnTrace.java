package io.commonwatt.app.dispatch.score;

import io.commonwatt.market.dispatch.benchmark.citylearn.CityLearnController;
import io.commonwatt.market.dispatch.benchmark.citylearn.CityLearnData;
import io.commonwatt.market.dispatch.benchmark.citylearn.CityLearnView;
import java.util.Arrays;

/** Watches a controller play and keeps what a report shows. Plays one run; not thread-safe. */
final class CityLearnTrace implements CityLearnController {

  private final CityLearnController controller;
  final double[] districtKwh;
  final double[] storedKwh;

  CityLearnTrace(CityLearnData data, CityLearnController controller) {
    this.controller = controller;
    districtKwh = new double[data.hours()];
    storedKwh = new double[data.hours()];
    Arrays.fill(districtKwh, Double.NaN);
    Arrays.fill(storedKwh, Double.NaN);
  }

  @Override
  public double[] decide(CityLearnView view) {
    districtKwh[view.now()] = view.districtKwh(view.now());
    storedKwh[view.now()] = 0;
    for (int home = 0; home < view.homes(); home++) {
      storedKwh[view.now()] += view.storedKwh(home);
    }
    return controller.decide(view);
  }
}
