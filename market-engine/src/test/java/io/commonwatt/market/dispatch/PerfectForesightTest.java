package io.commonwatt.market.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.commonwatt.market.resource.Battery;
import io.commonwatt.market.resource.BatteryPlant;
import io.commonwatt.market.resource.BatteryStep;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The bound against hand-made cases and against whatever the plant does. */
class PerfectForesightTest {

  private static final int HOURS = 12;

  private final PerfectForesight foresight = PerfectForesight.create();

  @Test
  void shouldFindTheOptimumThatFitsOnAHand() {
    // 1 kWh stored costs 10 in the first hour and saves 30 in the second; 80 % of it comes out.
    PerfectForesight.Stores stores =
        new PerfectForesight.Stores(10, 1, 1, Math.sqrt(0.8), 0, 0, 0, 0);
    double bound =
        foresight.boundCent(
            new double[] {1, 1}, new double[] {10, 30}, new double[] {0, 0}, List.of(stores));
    assertThat(bound).isCloseTo(10 * 2 + 30 * 0.2, within(1e-6));
  }

  @Test
  void shouldTakeTheLineBelowWhereExportPaysMore() {
    PerfectForesight.Stores none = new PerfectForesight.Stores(4, 2, 2, 1, 0, 0, 0, 0);
    double bound =
        foresight.boundCent(new double[] {0}, new double[] {10}, new double[] {30}, List.of(none));
    // Between +2 kWh for 20 and −2 kWh for −60 the chord passes −20 at 0, where an empty store is.
    assertThat(bound).isCloseTo(-20, within(1e-6));
  }

  @Property(tries = 60)
  void shouldNeverBeAboveWhatAPlantDid(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Battery battery =
        new Battery(
            "b",
            "h",
            1 + 9 * random.nextDouble(),
            0,
            1 + 3 * random.nextDouble(),
            1 + 3 * random.nextDouble(),
            0.8 + 0.2 * random.nextDouble(),
            random.nextInt(2000));
    int batteries = 1 + random.nextInt(3);
    double[] net = new double[HOURS];
    double[] imports = new double[HOURS];
    double[] exports = new double[HOURS];
    long[] stored = new long[batteries];
    double start = 0;
    for (int i = 0; i < batteries; i++) {
      stored[i] = (long) (battery.capacityMilliWh() * random.nextDouble());
      start += stored[i] / 1e6;
    }
    double cost = 0;
    for (int hour = 0; hour < HOURS; hour++) {
      net[hour] = (random.nextInt(6000) - 2500) / 1000.0;
      imports[hour] = 40 * random.nextDouble() - 5;
      exports[hour] = imports[hour] - 20 * random.nextDouble() + 5;
      double energy = net[hour];
      for (int i = 0; i < batteries; i++) {
        double setpoint = 8 * random.nextDouble() - 4;
        BatteryStep step = BatteryPlant.step(battery, stored[i], setpoint, 3600);
        stored[i] = step.storedAfterMilliWh();
        energy += step.meterWh() / 1000.0;
        cost += Math.abs(step.meterWh()) / 1000.0 * battery.wearMilliCentPerKwh() / 1000.0;
      }
      cost += energy * (energy > 0 ? imports[hour] : exports[hour]);
    }
    double end = 0;
    for (long one : stored) {
      end += one / 1e6;
    }
    PerfectForesight.Stores stores =
        new PerfectForesight.Stores(
            batteries * battery.capacityKwh(),
            batteries * battery.chargeKw(),
            batteries * battery.dischargeKw(),
            battery.oneWayEfficiency(),
            battery.wearMilliCentPerKwh() / 1000.0,
            start,
            end,
            0);
    assertThat(foresight.boundCent(net, imports, exports, List.of(stores)))
        .isLessThanOrEqualTo(cost + 1e-6 * (1 + Math.abs(cost)));
  }
}
