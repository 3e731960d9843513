package io.commonwatt.market.dispatch.benchmark.citylearn;

import java.util.function.IntConsumer;

/**
 * A phase played with a controller: what it chooses after an hour acts in the next, batteries start
 * empty, and what is left in them at the end is worth nothing.
 *
 * @param score the run's measures
 * @param strictPhysics the same actions on batteries without the quirk of {@link CityLearnBattery};
 *     what the quirk gave away is the difference
 * @param withoutStorage the same homes without batteries
 */
public record CityLearnRun(
    CityLearnScore score, CityLearnScore strictPhysics, CityLearnScore withoutStorage) {

  /**
   * Plays a phase.
   *
   * @param progress told each hour that has been played
   */
  public static CityLearnRun play(
      CityLearnData data, CityLearnController controller, IntConsumer progress) {
    int homes = data.homes().size();
    CityLearnBattery[] batteries = new CityLearnBattery[homes];
    CityLearnBattery[] strict = new CityLearnBattery[homes];
    for (int home = 0; home < homes; home++) {
      batteries[home] = new CityLearnBattery();
      strict[home] = CityLearnBattery.strict();
    }
    double[][] netKwh = new double[homes][data.hours()];
    double[][] strictNetKwh = new double[homes][data.hours()];
    CityLearnView view = new CityLearnView(data, netKwh, batteries);
    double[] wantedKwh = null;
    for (int hour = 0; hour < data.hours(); hour++) {
      for (int home = 0; home < homes; home++) {
        double storageKwh = hour == 0 ? 0 : batteries[home].step(wantedKwh[home]);
        netKwh[home][hour] = data.netKwh(home, hour) + storageKwh;
        double strictKwh = hour == 0 ? 0 : strict[home].step(wantedKwh[home]);
        strictNetKwh[home][hour] = data.netKwh(home, hour) + strictKwh;
      }
      view.moveTo(hour);
      progress.accept(hour);
      if (hour + 1 < data.hours()) {
        wantedKwh = controller.decide(view);
      }
    }
    return new CityLearnRun(
        CityLearnScore.of(data, netKwh),
        CityLearnScore.of(data, strictNetKwh),
        CityLearnScore.of(data, data.netWithoutStorageKwh()));
  }

  /** The measures relative to no storage. */
  public CityLearnScore relative() {
    return score.over(withoutStorage);
  }
}
