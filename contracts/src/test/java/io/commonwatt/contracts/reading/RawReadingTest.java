package io.commonwatt.contracts.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RawReadingTest {

  private static final Instant START = Instant.parse("2025-05-01T00:00:00Z");

  @Test
  void shouldRoundDownAndCarryTheRest() {
    RawReading first = reading(1_999, -3, Unit.WATT_HOUR, 1800, 0);
    assertThat(first.energyWh()).isEqualTo(1);
    assertThat(first.carryOutMicroJoule()).isEqualTo(3_596_400_000L);
    RawReading second = reading(1, -3, Unit.WATT_HOUR, 1800, first.carryOutMicroJoule());
    assertThat(second.energyWh()).isEqualTo(1);
    assertThat(second.carryOutMicroJoule()).isZero();
  }

  @Test
  void shouldTurnMeanWattsIntoEnergy() {
    assertThat(reading(3, 3, Unit.WATT, 1800, 0).energyWh()).isEqualTo(1500);
    assertThat(reading(1, 0, Unit.WATT, 300, 0).carryOutMicroJoule()).isEqualTo(300_000_000L);
  }

  @Test
  void shouldRoundTowardsTheGridWhenNegative() {
    RawReading reading = reading(-1, -3, Unit.WATT_HOUR, 1800, 0);
    assertThat(reading.energyWh()).isEqualTo(-1);
    assertThat(reading.carryOutMicroJoule()).isEqualTo(3_596_400_000L);
  }

  @Test
  void shouldSaturateWhereAMeterTalksNonsense() {
    assertThat(reading(Long.MAX_VALUE, 9, Unit.WATT_HOUR, 1800, 0).energyWh())
        .isEqualTo(640_511_947);
    assertThat(reading(Long.MIN_VALUE, 9, Unit.WATT, 1800, 0).energyWh()).isEqualTo(-640_511_948);
  }

  @Property
  void shouldTelescopeOverConsecutiveIntervals(
      @ForAll @Size(min = 1, max = 200) List<@LongRange(min = -90_000, max = 90_000) Long> values,
      @ForAll @IntRange(min = -6, max = 3) int powerOfTen,
      @ForAll Unit unit,
      @ForAll @IntRange(min = 1, max = 7200) int lengthSeconds) {
    long sumWh = 0;
    long carry = 0;
    BigDecimal joules = BigDecimal.ZERO;
    for (long value : values) {
      RawReading reading = reading(value, powerOfTen, unit, lengthSeconds, carry);
      sumWh += reading.energyWh();
      carry = reading.carryOutMicroJoule();
      int factor = unit == Unit.WATT ? lengthSeconds : 3600;
      joules =
          joules.add(
              BigDecimal.valueOf(value)
                  .scaleByPowerOfTen(powerOfTen)
                  .multiply(BigDecimal.valueOf(factor)));
    }
    assertThat(sumWh)
        .isEqualTo(joules.divide(BigDecimal.valueOf(3600), 0, RoundingMode.FLOOR).longValueExact());
  }

  @Test
  void shouldRefuseACarryThatFillsAWattHour() {
    assertThatThrownBy(() -> reading(1, 0, Unit.WATT, 60, 3_600_000_000L))
        .hasMessage(
            "Reading of meter 'm-1' carries 3600000000 µJ; expected 0 or more and less than a watt"
                + " hour");
  }

  @Test
  void shouldRefuseALengthOrPowerThatCannotBe() {
    assertThatThrownBy(() -> reading(1, 0, Unit.WATT, 0, 0))
        .hasMessage("Reading of meter 'm-1' has length 0");
    assertThatThrownBy(() -> reading(1, 10, Unit.WATT, 60, 0))
        .hasMessage("Reading of meter 'm-1' has power of ten 10; expected -12..9");
  }

  private static RawReading reading(
      long mantissa, int powerOfTen, Unit unit, int lengthSeconds, long carryMicroJoule) {
    return new RawReading(
        "test",
        "import-1",
        0,
        "m-1",
        Channel.CONSUMPTION,
        START,
        lengthSeconds,
        mantissa,
        powerOfTen,
        unit,
        carryMicroJoule,
        "",
        START,
        "a");
  }
}
