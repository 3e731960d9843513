package io.commonwatt.market.dispatch.benchmark.citylearn;

/**
 * Model-predictive control of a district that hedges: each hour it forecasts load, PV and carbon
 * from the past alone, and plans against the whole distribution of what one-hour-ahead forecasts
 * miss, not against the mean. The next hour is hedged by the errors of like cases, later hours by
 * those of their hour of day, because by then a forecast an hour old will be at hand.
 * Deterministic. One instance plays one run; not thread-safe.
 */
public final class HedgedController implements CityLearnController {

  private static final int BLOCK = CityLearnScore.BLOCK_HOURS;

  private final HedgedSettings settings;
  private HedgedProblem problem;
  private HedgedPlanner planner;
  private LoadForecast loads;
  private SolarForecast solar;
  private ErrorHistory errors;
  private LikeCases likeCases;
  private GreedyController greedy;
  private double blockPeakKwh;
  private double usualPeakKwh;

  public HedgedController(HedgedSettings settings) {
    this.settings = settings;
  }

  @Override
  public double[] decide(CityLearnView view) {
    if (problem == null) {
      begin(view);
    }
    followPeak(view);
    if (view.now() < HedgedSettings.DAY) {
      return greedy.decide(view);
    }
    double[][] load = loads.next(view);
    double[][] sun = solar.next(view);
    errors.expect(load[0], sun[0]);
    likeCases.observe(solar.clearness(view));
    if (view.now() < 2 * HedgedSettings.DAY) {
      return greedy.decide(view);
    }
    state(view, load, sun);
    return planner.solve();
  }

  private void begin(CityLearnView view) {
    int hours = settings.horizonHours();
    problem = new HedgedProblem(view.homes(), hours, settings.nodes());
    planner = new HedgedPlanner(problem, settings.smoothingKwh());
    loads = new LoadForecast(view.homes(), hours, settings.loadRidge(), settings.loadKeep());
    solar = new SolarForecast(view.homes(), hours);
    errors = new ErrorHistory(view, settings.nodes(), settings.errorDays());
    likeCases = new LikeCases(view, errors, settings);
    greedy = new GreedyController();
  }

  /** Remembers the greatest district energy of this block, and what blocks usually reach. */
  private void followPeak(CityLearnView view) {
    if (view.now() % BLOCK == 0) {
      usualPeakKwh = usualPeakKwh == 0 ? blockPeakKwh : (usualPeakKwh + blockPeakKwh) / 2;
      blockPeakKwh = 0;
    }
    blockPeakKwh = Math.max(blockPeakKwh, view.districtKwh(view.now()));
  }

  private void state(CityLearnView view, double[][] load, double[][] sun) {
    int next = view.now() + 1;
    problem.ramp = settings.rampPrice();
    problem.storedValue = settings.storedValue();
    problem.previousKwh = view.districtKwh(view.now());
    double reached = next % BLOCK == 0 ? 0 : blockPeakKwh;
    problem.peakKwh = Math.max(reached, settings.peakFloor() * usualPeakKwh);
    for (int home = 0; home < problem.homes; home++) {
      problem.storedKwh[home] = view.storedKwh(home);
      problem.capacityKwh[home] = view.capacityKwh(home);
    }
    for (int hour = 0; hour < problem.hours; hour++) {
      int target = Math.min(next + hour, view.hours() - 1);
      boolean sameBlock = (next + hour) / BLOCK == next / BLOCK && next + hour < view.hours();
      problem.price[hour] = view.pricePerKwh(target);
      problem.carbon[hour] = settings.carbonPrice() * CarbonForecast.expected(view, hour + 1);
      problem.peak[hour] = sameBlock ? settings.peakPrice() : 0;
      for (int home = 0; home < problem.homes; home++) {
        problem.netKwh[hour][home] = load[hour][home] - sun[hour][home];
      }
      hedgeByHour(hour);
    }
    likeCases.hedgeNextHour(problem);
  }

  private void hedgeByHour(int hour) {
    double[][] found = errors.byHour(hour + 1);
    double factor = hour == 0 ? 1 : settings.laterErrors();
    double rampFactor = hour == 0 ? 1 : settings.laterRampErrors();
    for (int node = 0; node < problem.nodes; node++) {
      for (int home = 0; home < problem.homes; home++) {
        problem.homeNodesKwh[hour][home][node] = factor * found[home][node];
      }
      problem.districtNodesKwh[hour][node] = factor * found[problem.homes][node];
      problem.rampNodesKwh[hour][node] = rampFactor * found[problem.homes][node];
    }
  }
}
