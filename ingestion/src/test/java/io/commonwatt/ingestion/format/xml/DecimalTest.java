package io.commonwatt.ingestion.format.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonwatt.ingestion.format.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {

  @ParameterizedTest
  @CsvSource({
    "320, 0, 320, 0",
    "320, 3, 320, 3",
    "6519.0955, 3, 65190955, -1",
    "-0.5, 3, -5, 2",
    "1.5E3, 0, 15, 2",
    "7, 12, 7000, 9",
    "0.1234567890123456, 0, 123456789012, -12",
    "007, -3, 7, -3",
  })
  void shouldKeepNumbersExactly(String text, int tens, long mantissa, int power) {
    assertThat(Decimal.parse(text, tens, "value", 1)).isEqualTo(new Decimal(mantissa, power));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "NaN", "1e999999999", "12,5", "0x10", "99999999999999999999999999999999"})
  void shouldRefuseTheRest(String text) {
    assertThatThrownBy(() -> Decimal.parse(text, 0, "value", 9))
        .isInstanceOfSatisfying(
            FormatException.class,
            e -> {
              assertThat(e.code()).isEqualTo("xml-number");
              assertThat(e.line()).isEqualTo(9);
            });
  }

  @Test
  void shouldRefuseMultipliersBeyondReason() {
    assertThatThrownBy(() -> Decimal.parse("1", Integer.MIN_VALUE, "value", 1))
        .isInstanceOf(FormatException.class);
  }
}
