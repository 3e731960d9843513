package io.commonwatt.ingestion.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class DecimalTextProperties {

  @Property(tries = 500)
  void shouldBeTheNumberThatWasWritten(
      @ForAll long digits, @ForAll @IntRange(min = -3, max = 15) int scale) {
    BigDecimal number = new BigDecimal(BigInteger.valueOf(digits), scale);
    for (String text : new String[] {number.toPlainString(), number.toString()}) {
      DecimalText read = DecimalText.parse(text, '.', 3);
      if (read != null) {
        assertThat(read.value()).isEqualByComparingTo(number.movePointRight(3));
        assertThat(read.powerOfTen()).isBetween(-12, 9);
      } else {
        assertThat(number.stripTrailingZeros().precision()).isGreaterThan(15);
      }
    }
  }

  @Property(tries = 500)
  void shouldRoundWhatIsBelowItsLeastDigit(
      @ForAll long digits, @ForAll @IntRange(min = 0, max = 30) int scale) {
    BigDecimal number = new BigDecimal(BigInteger.valueOf(digits), scale);
    DecimalText read = DecimalText.parseRounded(number.toPlainString(), '.', 3);
    if (read != null) {
      assertThat(read.powerOfTen()).isBetween(-12, 9);
      assertThat(read.value())
          .isEqualByComparingTo(number.movePointRight(3).setScale(12, RoundingMode.HALF_EVEN));
    } else {
      assertThat(number.stripTrailingZeros().precision()).isGreaterThan(15);
    }
    DecimalText exact = DecimalText.parse(number.toPlainString(), '.', 3);
    assertThat(exact == null || exact.equals(read)).isTrue();
  }

  @Property(tries = 200)
  void shouldSumExactly(
      @ForAll @LongRange(min = -1_000_000_000L, max = 1_000_000_000L) long mantissa,
      @ForAll @IntRange(min = -12, max = 9) int power) {
    EnergyTotal total = new EnergyTotal();
    for (int i = 0; i < 3; i++) {
      total.add(mantissa, power, 3600);
    }
    assertThat(total.wattHours())
        .isEqualByComparingTo(BigDecimal.valueOf(mantissa, -power).multiply(BigDecimal.valueOf(3)));
  }

  @Test
  void shouldSumBeyondALong() {
    EnergyTotal total = new EnergyTotal();
    for (int i = 0; i < 10; i++) {
      total.add(Long.MAX_VALUE, 0, 3600);
    }
    assertThat(total.wattHours())
        .isEqualByComparingTo(new BigDecimal(Long.MAX_VALUE).multiply(BigDecimal.TEN));
  }

  @Test
  void shouldRefuseWhatIsNoNumber() {
    for (String text :
        new String[] {
          "",
          "-",
          ".",
          "1.2.3",
          "1e",
          "e5",
          "1e999999999",
          "NaN",
          "0x10",
          "1,5",
          " 1",
          "--1",
          "99999999999999999999",
          "0.00000000000000001"
        }) {
      assertThat(DecimalText.parse(text, '.', 0)).as(text).isNull();
    }
    assertThat(DecimalText.parse("1,5", ',', 3)).isEqualTo(new DecimalText(15, 2));
    assertThat(DecimalText.parse("2.01811E+13", '.', 0).value()).isEqualByComparingTo("2.01811e13");
    assertThat(DecimalText.parse("-0.000", '.', 3)).isEqualTo(new DecimalText(0, 0));
    assertThat(DecimalText.parse("100000000000000000000", '.', 0).value())
        .isEqualByComparingTo("1e20");
  }
}
