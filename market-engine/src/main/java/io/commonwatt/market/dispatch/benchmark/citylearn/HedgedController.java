package io.commonwatt.market.dispatch.benchmark.citylearn;

/**
 * Model-predictive control of a district that hedges: each hour it forecasts load, PV and carbon
 * from the past alone, and plans against the whole distribution of what one-hour-ahead forecasts
 * miss, not against the mean. The next hour is hedged by the errors of like cases, later hours by
 * those of their hour of day, because by then a forecast an hour old will be at hand.
 * Deterministic. One instance plays one run; not thread-safe.
 */
public final class HedgedController implements CityLearnController {

  private final HedgedSettings settings;
  private HedgedProblem problem;
  private HedgedPlanner planner;
  private LoadForecast loads;
  private SolarForecast solar;
  private ErrorHistory errors;
  private LikeCases likeCases;
  private GreedyController greedy;
  private final BlockPeak peak = new BlockPeak();
  private double[] districtBandKwh = {Double.NaN, Double.NaN};

  public HedgedController(HedgedSettings settings) {
    this.settings = settings;
  }

  @Override
  public double[] decide(CityLearnView view) {
    if (problem == null) {
      begin(view);
    }
    peak.follow(view);
    if (view.now() < HedgedSettings.DAY) {
      return greedy.decide(view);
    }
    double[][] sun = solar.next(view);
    double[][] load = loads.next(view, sun);
    errors.expect(load[0], sun[0]);
    likeCases.observe(solar.clearness(view));
    if (view.now() < 2 * HedgedSettings.DAY) {
      return greedy.decide(view);
    }
    state(view, load, sun);
    remember(load[0], sun[0]);
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

  /**
   * What the district without batteries was expected to take in the hour after the last decision,
   * kWh: the means of the lowest and of the highest of the equally likely slices; not numbers where
   * nothing was forecast.
   */
  public double[] districtBandKwh() {
    return districtBandKwh.clone();
  }

  private void remember(double[] load, double[] sun) {
    double expected = 0;
    for (int home = 0; home < problem.homes; home++) {
      expected += load[home] - sun[home];
    }
    double[] nodes = problem.districtNodesKwh[0];
    districtBandKwh = new double[] {expected + nodes[0], expected + nodes[nodes.length - 1]};
  }

  private void state(CityLearnView view, double[][] load, double[][] sun) {
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
      int target = Math.min(next + hour, view.hours() - 1);
      boolean sameBlock = BlockPeak.isSame(next + hour, next) && next + hour < view.hours();
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
