package io.commonwatt.ingestion.door.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.contracts.reading.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CarryTest {

  private static final Instant FROM = Instant.parse("2025-05-01T00:00:00Z");

  @Property
  void shouldTelescope(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 5_000_000) Integer> milliWh) {
    Carry carry = new Carry();
    long sumWh = 0;
    BigDecimal exactWh = BigDecimal.ZERO;
    for (int i = 0; i < milliWh.size(); i++) {
      sumWh += carry.apply(reading("m", i, milliWh.get(i), -3, Unit.WATT_HOUR, 3600)).energyWh();
      exactWh = exactWh.add(BigDecimal.valueOf(milliWh.get(i), 3));
    }
    assertThat(sumWh).isEqualTo(exactWh.setScale(0, RoundingMode.FLOOR).longValueExact());
  }

  @Property
  void shouldTelescopeMeanWattsOfAnyInterval(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 20_000) Integer> watts) {
    Carry carry = new Carry();
    long sumWh = 0;
    long wattSeconds = 0;
    for (int i = 0; i < watts.size(); i++) {
      sumWh += carry.apply(reading("m", i, watts.get(i), 0, Unit.WATT, 1800)).energyWh();
      wattSeconds += watts.get(i) * 1800L;
    }
    assertThat(sumWh).isEqualTo(wattSeconds / 3600);
  }

  @Test
  void shouldStartAtZeroAfterAGapAndKeepMetersAndChannelsApart() {
    Carry carry = new Carry();
    assertThat(carry.apply(reading("a", 0, 1500, -3, Unit.WATT_HOUR, 3600)).carryMicroJoule())
        .isZero();
    assertThat(carry.apply(reading("b", 1, 1500, -3, Unit.WATT_HOUR, 3600)).carryMicroJoule())
        .isZero();
    assertThat(carry.apply(reading("a", 1, 1500, -3, Unit.WATT_HOUR, 3600)).energyWh())
        .isEqualTo(2);
    assertThat(carry.apply(reading("a", 5, 1500, -3, Unit.WATT_HOUR, 3600)).carryMicroJoule())
        .isZero();
  }

  @Test
  void shouldGiveALineThatIsSentAgainTheSameEnergy() {
    Carry carry = new Carry();
    carry.apply(reading("a", 0, 1700, -3, Unit.WATT_HOUR, 3600));
    RawReading first = carry.apply(reading("a", 1, 1700, -3, Unit.WATT_HOUR, 3600));
    RawReading next = carry.apply(reading("a", 2, 100, -3, Unit.WATT_HOUR, 3600));
    RawReading again = carry.apply(reading("a", 1, 1700, -3, Unit.WATT_HOUR, 3600));
    assertThat(again).isEqualTo(first);
    assertThat(first.energyWh()).isEqualTo(2);
    assertThat(next.carryMicroJoule()).isEqualTo(400 * 3_600_000L);
    assertThat(carry.apply(reading("a", 3, 600, -3, Unit.WATT_HOUR, 3600)).energyWh()).isEqualTo(1);
  }

  private static RawReading reading(
      String meter, int index, long mantissa, int powerOfTen, Unit unit, int seconds) {
    return new RawReading(
        "test",
        "import",
        index,
        meter,
        Channel.CONSUMPTION,
        FROM.plusSeconds((long) index * seconds),
        seconds,
        mantissa,
        powerOfTen,
        unit,
        0L,
        "",
        FROM,
        "c");
  }
}
