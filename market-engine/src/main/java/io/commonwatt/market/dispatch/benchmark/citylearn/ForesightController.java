package io.commonwatt.market.dispatch.benchmark.citylearn;

/**
 * What the planner of {@link HedgedController} would do if it knew each hour of its horizon: shows
 * in reports what forecasts cost. It reads the future, so its score counts for nothing. One
 * instance plays one run; not thread-safe.
 */
public final class ForesightController implements CityLearnController {

  private final CityLearnData data;
  private final HedgedSettings settings;
  private final HedgedProblem problem;
  private final HedgedPlanner planner;
  private final BlockPeak peak = new BlockPeak();

  public ForesightController(CityLearnData data, HedgedSettings settings) {
    this.data = data;
    this.settings = settings;
    problem = new HedgedProblem(data.homes().size(), settings.horizonHours(), 1);
    planner = new HedgedPlanner(problem, settings.smoothingKwh());
  }

  @Override
  public double[] decide(CityLearnView view) {
    peak.follow(view);
    int next = view.now() + 1;
    problem.ramp = settings.rampPrice();
    problem.storedValue = settings.storedValue();
    problem.previousKwh = view.districtKwh(view.now());
    problem.peakKwh = peak.reachedKwh(next, settings.peakFloor());
    for (int home = 0; home < problem.homes; home++) {
      problem.storedKwh[home] = view.storedKwh(home);
      problem.capacityKwh[home] = view.capacityKwh(home);
    }
    for (int hour = 0; hour < problem.hours; hour++) {
      int target = Math.min(next + hour, data.hours() - 1);
      problem.price[hour] = data.pricePerKwh(target);
      problem.carbon[hour] = settings.carbonPrice() * data.carbonKgPerKwh(target);
      problem.peak[hour] = BlockPeak.isSame(target, next) ? settings.peakPrice() : 0;
      for (int home = 0; home < problem.homes; home++) {
        problem.netKwh[hour][home] = data.netKwh(home, target);
      }
    }
    return planner.solve();
  }
}
