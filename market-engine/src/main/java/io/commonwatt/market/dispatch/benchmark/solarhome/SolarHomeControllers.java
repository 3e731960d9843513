package io.commonwatt.market.dispatch.benchmark.solarhome;

/** The published reference controllers. */
public final class SolarHomeControllers {

  private SolarHomeControllers() {}

  /** Stores every surplus and covers every load while it can. */
  public static SolarHomeController ruleBased(SolarHomeData data) {
    return (step, stored) ->
        Math.min(SolarHomeData.CAPACITY_KWH, Math.max(0, stored - data.netKwh(step)));
  }

  /** Knows the whole test; ends half full, as it began. The exact optimum. */
  public static SolarHomeController anticipative(SolarHomeData data) {
    int steps = data.testEnd() - data.testStart();
    StoredValue[] after = new StoredValue[steps];
    after[steps - 1] =
        StoredValue.atLeast(SolarHomeData.CAPACITY_KWH / 2, SolarHomeData.CAPACITY_KWH);
    for (int index = steps - 1; index > 0; index--) {
      int step = data.testStart() + index;
      after[index - 1] =
          after[index].before(
              data.loadKwh(step),
              data.sunKwh(step),
              SolarHomeData.GRID_KWH,
              SolarHomeData.pricePerKwh(step));
    }
    return (step, stored) ->
        after[step - data.testStart()].bestAfter(
            stored,
            data.loadKwh(step),
            data.sunKwh(step),
            SolarHomeData.GRID_KWH,
            SolarHomeData.pricePerKwh(step));
  }
}
