package io.commonwatt.forecasting.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Public holidays of the countries of the data sets, by their official calendars. */
class HolidaysTest {

  @ParameterizedTest
  @CsvSource({
    "nl, 2020-04-27, true", // King's day
    "nl, 2018-04-02, true", // Easter Monday
    "nl, 2018-10-31, false",
    "gb-sct, 2018-01-02, true",
    "gb-eng, 2018-01-02, false",
    "gb-eng, 2019-08-26, true",
    "gb-eng, 2019-12-25, true",
    "gb-eng, 2019-12-24, false",
    "au-vic, 2018-11-06, true", // Melbourne cup
    "au-nsw, 2018-11-06, false",
    "au-nsw, 2018-10-01, true",
  })
  void shouldKnowTheHolidaysOfARegion(String region, LocalDate day, boolean holiday) {
    assertThat(Holidays.of(region).test(day)).isEqualTo(holiday);
  }

  @Test
  void shouldKnowNoneWhereNoRegionIsNamed() {
    Predicate<LocalDate> none = Holidays.of("");
    assertThat(none.test(LocalDate.of(2018, 12, 25))).isFalse();
  }

  @Test
  void shouldNameARegionItDoesNotKnow() {
    assertThatThrownBy(() -> Holidays.of("atlantis"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'atlantis'")
        .hasMessageContaining("such as nl");
  }
}
