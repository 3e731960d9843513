package io.commonwatt.market.dispatch.benchmark.citylearn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The battery class of CityLearn 1.3.6: its quirks are the score's. */
class CityLearnBatteryTest {

  @Test
  void shouldChargeWithTheEfficiencyOfItsPower() {
    CityLearnBattery battery = new CityLearnBattery();

    assertThat(battery.step(1)).isCloseTo(1, within(1e-12));
    assertThat(battery.storedKwh()).isCloseTo(Math.sqrt(0.83), within(1e-12));
    assertThat(battery.step(-3.75))
        .isCloseTo(-0.83 * Math.sqrt(0.9) / Math.sqrt(0.83), within(2e-2));
    assertThat(battery.storedKwh()).isZero();
    assertThat(CityLearnBattery.oneWayEfficiency(3.75)).isCloseTo(Math.sqrt(0.9), within(1e-12));
    assertThat(CityLearnBattery.oneWayEfficiency(-5)).isCloseTo(Math.sqrt(0.85), within(1e-12));
    assertThat(CityLearnBattery.oneWayEfficiency(2.5)).isCloseTo(Math.sqrt(0.865), within(1e-12));
  }

  @Test
  void shouldLosePowerFromFourFifthsOfChargeOn() {
    assertThat(CityLearnBattery.powerLimitKw(5.12, 6.4)).isEqualTo(5);
    assertThat(CityLearnBattery.powerLimitKw(5.76, 6.4)).isCloseTo(3, within(1e-12));
    assertThat(CityLearnBattery.powerLimitKw(6.4, 6.4)).isCloseTo(1, within(1e-12));
  }

  @Test
  void pitfall09ShouldKeepTheQuirkOfAFullBatteryApartFromStrictPhysics() {
    CityLearnBattery battery = new CityLearnBattery();
    for (int hour = 0; hour < 24; hour++) {
      battery.step(5);
    }

    // Filled to the capacity before the last step's degradation: above full, so full power.
    assertThat(battery.storedKwh()).isGreaterThanOrEqualTo(battery.capacityKwh());
    CityLearnBattery full = new CityLearnBattery();
    double previous = -1;
    while (full.storedKwh() > previous) {
      previous = full.storedKwh();
      full.step(5);
    }
    assertThat(CityLearnBattery.powerLimitKw(previous, full.capacityKwh())).isEqualTo(5);
    CityLearnBattery quirky = filled(new CityLearnBattery());
    CityLearnBattery strict = filled(CityLearnBattery.strict());
    // Above full by what the last step degraded: the quirk empties it with 5 kW, physics with 1.
    assertThat(quirky.step(-5)).isLessThan(-4);
    assertThat(strict.step(-5)).isCloseTo(-1, within(1e-9));
  }

  private static CityLearnBattery filled(CityLearnBattery battery) {
    for (int hour = 0; hour < 24 && battery.storedKwh() <= battery.capacityKwh(); hour++) {
      battery.step(5);
    }
    assertThat(battery.storedKwh()).isGreaterThan(battery.capacityKwh());
    return battery;
  }

  @Property(tries = 500)
  void shouldBalanceEnergyWhateverItIsAskedFor(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    CityLearnBattery battery = new CityLearnBattery();
    for (int hour = 0; hour < 50; hour++) {
      double before = battery.storedKwh();
      double capacity = battery.capacityKwh();
      double limit = CityLearnBattery.powerLimitKw(before, capacity);
      double wanted = 14 * random.nextDouble() - 7;
      double clipped = Math.max(-limit, Math.min(limit, wanted));
      double efficiency = CityLearnBattery.oneWayEfficiency(clipped);
      double meter = battery.step(wanted);
      double change = battery.storedKwh() - before;

      assertThat(change)
          .as("seed %d hour %d", seed, hour)
          .isCloseTo(meter >= 0 ? meter * efficiency : meter / efficiency, within(1e-12));
      assertThat(battery.storedKwh()).isBetween(0.0, Math.max(capacity, before));
      assertThat(Math.abs(meter)).isLessThanOrEqualTo(limit + 1e-12);
      assertThat(battery.capacityKwh()).isLessThanOrEqualTo(capacity);
    }
  }
}
