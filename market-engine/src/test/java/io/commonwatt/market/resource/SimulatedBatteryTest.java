package io.commonwatt.market.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SimulatedBatteryTest {

  private static final Battery BATTERY = new Battery("b", "home", 10, 0, 5, 5, 0.95, 0);

  @Test
  void shouldLoseMostAwayFromThreeQuartersOfItsPower() {
    SimulatedBattery battery = new SimulatedBattery(BATTERY, PlantModel.defaults());
    SimulatedBattery.State half = battery.fresh(4);
    assertThat(efficiency(battery.hold(half, 3.75, 3600))).isCloseTo(0.95, within(1e-6));
    assertThat(efficiency(battery.hold(half, 1, 3600)))
        .isCloseTo(0.95 * StrictMath.sqrt(0.83 / 0.9), within(1e-5));
    assertThat(efficiency(battery.hold(battery.fresh(1), 5, 1800)))
        .isCloseTo(0.95 * StrictMath.sqrt(0.85 / 0.9), within(1e-5));
  }

  @Test
  void shouldChargeSlowlyWhenNearlyFull() {
    SimulatedBattery battery = new SimulatedBattery(BATTERY, PlantModel.defaults());
    assertThat(battery.mostChargeKw(battery.fresh(2), 3600)).isEqualTo(5);
    double nearlyFull = battery.mostChargeKw(battery.fresh(9), 900);
    assertThat(nearlyFull).isBetween(1.0, 3.0);
    SimulatedBattery.Held held = battery.hold(battery.fresh(9), 5, 900);
    assertThat(held.meterWh()).isEqualTo(Math.round(nearlyFull * 250));
    assertThat(battery.mostChargeKw(battery.fresh(10), 900)).isLessThan(1e-3);
  }

  @Test
  void shouldFadeWithItsThroughput() {
    SimulatedBattery battery = new SimulatedBattery(BATTERY, PlantModel.defaults());
    SimulatedBattery.State state = battery.fresh(5);
    long movedWh = 0;
    for (int hour = 0; hour < 4000; hour++) {
      SimulatedBattery.Held held = battery.hold(state, hour % 2 == 0 ? 3 : -3, 3600);
      movedWh += Math.abs(held.meterWh());
      state = held.after();
    }
    double cycles = movedWh / 1000.0 / (2 * 10);
    assertThat(state.capacityKwh()).isCloseTo(10 * (1 - 1e-5 * cycles), within(2e-6));
  }

  /** Whatever is asked for, as long as it likes: energy is never made and no limit left. */
  @Property(tries = 300)
  void shouldKeepItsLimitsAndNeverMakeEnergy(@ForAll long seed) {
    Random random = new Random(seed);
    Battery drawn =
        new Battery(
            "b",
            "home",
            1 + 12 * random.nextDouble(),
            0,
            0.5 + 6 * random.nextDouble(),
            0.5 + 6 * random.nextDouble(),
            0.8 + 0.2 * random.nextDouble(),
            0);
    PlantModel model = random.nextInt(4) == 0 ? PlantModel.ideal() : PlantModel.defaults();
    SimulatedBattery battery = new SimulatedBattery(drawn, model);
    SimulatedBattery.State state = battery.fresh(drawn.capacityKwh() * random.nextDouble());
    for (int i = 0; i < 60; i++) {
      int seconds = new int[] {300, 900, 1800, 3600}[random.nextInt(4)];
      double hours = seconds / 3600.0;
      double wanted = 20 * random.nextDouble() - 10;
      double mostCharge = battery.mostChargeKw(state, seconds);
      double mostDischarge = battery.mostDischargeKw(state, seconds);
      SimulatedBattery.Held held = battery.hold(state, wanted, seconds);
      double doneKw = held.meterWh() / 1000.0 / hours;
      assertThat(held.lossMilliWh()).isGreaterThanOrEqualTo(0);
      assertThat(held.after().storedMilliWh())
          .isBetween(0L, Math.max(held.after().capacityMilliWh(), state.storedMilliWh()));
      assertThat(held.after().capacityMilliWh()).isLessThanOrEqualTo(state.capacityMilliWh());
      // What can be held is held, to a Wh.
      double possible = Math.max(-mostDischarge, Math.min(mostCharge, wanted));
      assertThat(doneKw).isCloseTo(possible, within(1.01e-3 / hours));
      assertThat(doneKw).isBetween(-drawn.dischargeKw() - 1e-9, drawn.chargeKw() + 1e-9);
      state = held.after();
    }
  }

  @Test
  void shouldRefuseWhatIsNoModel() {
    assertThatThrownBy(() -> new PlantModel(new double[] {0, 0.1}, new double[] {1, 0.2}, 1, 1, 0))
        .hasMessageContaining("A plant model needs");
    assertThatThrownBy(
            () ->
                new SimulatedBattery(BATTERY, PlantModel.ideal())
                    .hold(new SimulatedBattery.State(0, 1, 0), Double.NaN, 900))
        .hasMessageContaining("Battery 'b': cannot hold setpoint NaN kW for 900 s");
  }

  private static double efficiency(SimulatedBattery.Held held) {
    return (held.after().storedMilliWh() - held.before().storedMilliWh())
        / (1000.0 * held.meterWh());
  }
}
