package io.commonwatt.market.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonwatt.contracts.community.Resource;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BatteryPlantTest {

  private static final Battery BATTERY = new Battery("b", "home", 6.4, 0, 5, 5, 0.9, 0);

  @Test
  void shouldLoseTheSquareRootOfTheRoundTripEachWay() {
    Battery battery =
        Battery.of(
            new Resource(
                "b",
                "home",
                Resource.Type.BATTERY,
                10,
                5,
                0.81,
                200,
                0,
                false,
                Instant.MIN,
                Instant.MAX));

    BatteryStep in = BatteryPlant.step(battery, 0, 2, 3600);
    BatteryStep out = BatteryPlant.step(battery, in.storedAfterMilliWh(), -5, 3600);

    assertThat(in).isEqualTo(new BatteryStep(2000, 0, 1_800_000));
    assertThat(out.meterWh()).isEqualTo(-1620);
    assertThat(in.lossMilliWh() + out.lossMilliWh()).isEqualTo(380_000);
  }

  @Test
  void shouldClipToPower() {
    assertThat(BatteryPlant.step(BATTERY, 0, 9, 3600).meterWh()).isEqualTo(5000);
    assertThat(BatteryPlant.step(BATTERY, 0, 9, 900).meterWh()).isEqualTo(1250);
    assertThat(BatteryPlant.step(BATTERY, 6_400_000, -9, 3600).meterWh()).isEqualTo(-5000);
  }

  @Test
  void shouldClipToWhatIsStored() {
    assertThat(BatteryPlant.step(BATTERY, 1_000_000, -5, 3600).meterWh()).isEqualTo(-900);
    assertThat(BatteryPlant.step(BATTERY, 6_400_000, 5, 3600))
        .isEqualTo(new BatteryStep(0, 6_400_000, 6_400_000));
    assertThat(BatteryPlant.step(BATTERY, 0, -5, 3600)).isEqualTo(new BatteryStep(0, 0, 0));
  }

  @Test
  void shouldStandStillAboveItsCapacityAndStillDischarge() {
    assertThat(BatteryPlant.step(BATTERY, 7_000_000, 3, 3600).meterWh()).isZero();
    assertThat(BatteryPlant.step(BATTERY, 7_000_000, -1, 3600).meterWh()).isEqualTo(-1000);
  }

  @Test
  void shouldRefuseASetpointThatIsNotANumber() {
    assertThatThrownBy(() -> BatteryPlant.step(BATTERY, 0, Double.NaN, 3600))
        .hasMessageContaining("'b'")
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> new Battery("x", "home", 5, 0, 5, 5, 1.2, 0))
        .hasMessage("Battery 'x': efficiency 1.2 is impossible; correct the resource");
  }

  @Property(tries = 300)
  void shouldKeepItsInvariantsOverAnyPath(
      @ForAll @Size(min = 1, max = 40) double[] setpoints,
      @ForAll @DoubleRange(min = 0, max = 14) double capacityKwh,
      @ForAll @DoubleRange(min = 0, max = 7) double powerKw,
      @ForAll @DoubleRange(min = 0.5, max = 1) double efficiency,
      @ForAll @IntRange(min = 1, max = 4) int quarters) {
    Battery battery = new Battery("b", "home", capacityKwh, 0, powerKw, powerKw / 2, efficiency, 0);
    long stored = battery.capacityMilliWh() / 2;
    long first = stored;
    long metered = 0;
    long lost = 0;
    for (double setpoint : setpoints) {
      double setpointKw = Double.isFinite(setpoint) ? setpoint % 20 : 0;
      BatteryStep step = BatteryPlant.step(battery, stored, setpointKw, 900 * quarters);
      step.check(battery, 900 * quarters);
      assertThat(step.meterWh() * setpointKw >= 0).isTrue();
      stored = step.storedAfterMilliWh();
      metered += step.meterWh();
      lost += step.lossMilliWh();
    }
    assertThat(metered * 1000).isEqualTo(stored - first + lost);
  }
}
