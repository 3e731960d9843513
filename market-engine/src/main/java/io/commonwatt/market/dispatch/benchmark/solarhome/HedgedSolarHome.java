package io.commonwatt.market.dispatch.benchmark.solarhome;

/**
 * Model-predictive control of the solar home that hedges: the interval at hand is known, and each
 * of the days before is taken as one way the next 24 hours may go, corrected by how the last hours
 * differed from the mean day, which fades. The cost of the future is the mean of their exact costs;
 * among equally cheap decisions the one that stores least is taken, because what is bought later is
 * known better. Deterministic, without state.
 */
public final class HedgedSolarHome implements SolarHomeController {

  private static final int DAY = SolarHomeData.STEPS_PER_DAY;
  private static final int LOAD_STEPS = 6;
  private static final int SUN_STEPS = 8;
  private static final double LOAD_FADES_STEPS = 4;
  private static final double SUN_FADES_STEPS = 10;
  private static final double ENOUGH_SUN_KWH = 0.5;

  private final SolarHomeData data;

  public HedgedSolarHome(SolarHomeData data) {
    this.data = data;
  }

  @Override
  public double storedAfter(int step, double storedKwh) {
    int days = step / DAY;
    double loadError = loadErrorKwh(step, days);
    double sunShare = sunShare(step, days);
    StoredValue[] futures = new StoredValue[days];
    for (int day = 1; day <= days; day++) {
      futures[day - 1] = future(step, day * DAY, loadError, sunShare);
    }
    return StoredValue.bestAfter(
        futures,
        storedKwh,
        data.loadKwh(step),
        data.sunKwh(step),
        SolarHomeData.GRID_KWH,
        SolarHomeData.pricePerKwh(step));
  }

  /** What is stored after a step is worth, if the next day goes like the one {@code back} ago. */
  private StoredValue future(int step, int back, double loadError, double sunShare) {
    StoredValue value = StoredValue.none(SolarHomeData.CAPACITY_KWH);
    for (int ahead = DAY; ahead > 0; ahead--) {
      int like = step + ahead - back;
      double load = data.loadKwh(like) + loadError * StrictMath.exp(-ahead / LOAD_FADES_STEPS);
      double share = 1 + (sunShare - 1) * StrictMath.exp(-ahead / SUN_FADES_STEPS);
      value =
          value.before(
              Math.max(0, load),
              data.sunKwh(like) * share,
              SolarHomeData.GRID_KWH,
              SolarHomeData.pricePerKwh(step + ahead));
    }
    return value;
  }

  /** Mean load of the last hours above that of like times before. */
  private double loadErrorKwh(int step, int days) {
    double error = 0;
    for (int back = 0; back < LOAD_STEPS; back++) {
      double mean = 0;
      for (int day = 1; day <= days; day++) {
        mean += data.loadKwh(like(step - back, day)) / days;
      }
      error += (data.loadKwh(step - back) - mean) / LOAD_STEPS;
    }
    return error;
  }

  /** PV of the last hours as a share of that of like times before; 1 in the dark. */
  private double sunShare(int step, int days) {
    double energy = 0;
    double mean = 0;
    for (int back = 0; back < SUN_STEPS; back++) {
      energy += data.sunKwh(step - back);
      for (int day = 1; day <= days; day++) {
        mean += data.sunKwh(like(step - back, day)) / days;
      }
    }
    return mean > ENOUGH_SUN_KWH ? energy / mean : 1;
  }

  private static int like(int step, int day) {
    int like = step - day * DAY;
    return like < 0 ? like + DAY : like;
  }
}
