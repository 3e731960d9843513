package io.commonwatt.ingestion.door.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellsTest {

  @Test
  void shouldKeepAnEmptyLastCell() {
    assertThat(Cells.split("a,,b,")).containsExactly("a", "", "b", "");
    assertThat(Cells.split("")).containsExactly("");
  }

  @Test
  void shouldReadTimesOnlyWithTheirOffset() throws UnreadableException {
    Instant expected = Instant.parse("2025-05-01T00:30:00Z");
    assertThat(Cells.instant("2025-05-01T00:30:00Z", "start")).isEqualTo(expected);
    assertThat(Cells.instant("2025-05-01T00:30Z", "start")).isEqualTo(expected);
    assertThat(Cells.instant("2025-05-01T01:30:00+01:00", "start")).isEqualTo(expected);
    for (String wrong :
        List.of("", "2025-05-01T00:30:00", "2025-13-01T00:30:00Z", "now", "1746057000")) {
      assertThatThrownBy(() -> Cells.instant(wrong, "start"))
          .isInstanceOfSatisfying(
              UnreadableException.class, e -> assertThat(e.rule()).isEqualTo("csv-time"))
          .hasMessageContaining("Column 'start' holds '" + wrong + "'")
          .hasMessageContaining("time with its offset");
    }
  }

  @Test
  void shouldKeepMantissaAndPowerAsSent() throws UnreadableException {
    assertThat(ExactDecimal.parse("2.2758", "x")).isEqualTo(new ExactDecimal(22758, -4));
    assertThat(ExactDecimal.parse("1.00030505e-07", "x"))
        .isEqualTo(new ExactDecimal(100030505, -15));
    assertThat(ExactDecimal.parse("1e3", "x")).isEqualTo(new ExactDecimal(1, 3));
    assertThat(ExactDecimal.parse("-0.50", "x")).isEqualTo(new ExactDecimal(-50, -2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "abc",
        "1,5",
        "NaN",
        "Infinity",
        "0x1F",
        "1e400",
        "1e999999999",
        "99999999999999999999",
        "1.0.0",
        "12 "
      })
  void shouldRefuseWhatIsNoNumberOrDoesNotFit(String text) {
    assertThatThrownBy(() -> ExactDecimal.parse(text, "value"))
        .isInstanceOfSatisfying(
            UnreadableException.class, e -> assertThat(e.rule()).isEqualTo("csv-number"))
        .hasMessageContaining("Column 'value'");
  }

  @Test
  void shouldReadQuantitiesThatAreFinite() throws UnreadableException {
    assertThat(Cells.number("2.220446049250313e-16", "t")).isEqualTo(2.220446049250313e-16);
    assertThatThrownBy(() -> Cells.number("NaN", "t")).isInstanceOf(UnreadableException.class);
  }

  @Test
  void shouldReadMoneyExactlyOrNotAtAll() throws UnreadableException {
    assertThat(Cells.whole("82.35", "price", 2)).isEqualTo(8235);
    assertThat(Cells.whole("-0.5", "price", 2)).isEqualTo(-50);
    assertThatThrownBy(() -> Cells.whole("82.355", "price", 2))
        .hasMessageContaining("too many digits");
    assertThat(Cells.rounded("0.15731905", "carbon", 6)).isEqualTo(157319);
    assertThatThrownBy(() -> Cells.rounded("1e30", "carbon", 6)).hasMessageContaining("too large");
  }

  @Property
  void shouldRoundDownBelowTheLowestPowerAndKeepAllElse(
      @ForAll @BigRange(min = "-1000", max = "1000") @Scale(15) BigDecimal value)
      throws UnreadableException {
    ExactDecimal within = ExactDecimal.parse(value.toPlainString(), "x").within(-12, 9);
    assertThat(within.value())
        .isEqualByComparingTo(value.scale() > 12 ? value.setScale(12, RoundingMode.FLOOR) : value);
  }

  @Test
  void shouldFindColumnsByNameInAnyOrder() throws UnreadableException {
    Header header = Header.find("\uFEFFvalue,extra,meter", List.of("meter", "value"));
    assertThat(header.cells("12,x,m1")).containsExactly("m1", "12");
    assertThat(Header.find("value,extra", List.of("meter", "value"))).isNull();
    assertThatThrownBy(() -> header.cells("12,x"))
        .isInstanceOfSatisfying(
            UnreadableException.class, e -> assertThat(e.rule()).isEqualTo("csv-columns"))
        .hasMessageContaining("Line has 2 columns, expected 3");
  }
}
