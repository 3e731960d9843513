package io.commonwatt.ingestion.format.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonwatt.ingestion.format.FormatException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XmlTimesTest {

  @ParameterizedTest
  @CsvSource({
    "Europe/London, 2026-03-29, 23",
    "Europe/London, 2026-10-25, 25",
    "America/New_York, 2026-03-08, 23",
    "America/New_York, 2026-11-01, 25",
    "Australia/Sydney, 2026-10-04, 23",
    "Australia/Sydney, 2026-04-05, 25",
    "Asia/Tokyo, 2026-04-05, 24",
  })
  void shouldResolveEveryQuarterOfADayInOrder(String zone, LocalDate day, int hours) {
    ZoneId where = ZoneId.of(zone);
    List<Instant> truth = new ArrayList<>();
    List<String> local = new ArrayList<>();
    Instant end = day.plusDays(1).atStartOfDay(where).toInstant();
    for (Instant at = day.atStartOfDay(where).toInstant();
        at.isBefore(end);
        at = at.plus(Duration.ofMinutes(15))) {
      truth.add(at);
      local.add(LocalDateTime.ofInstant(at, where).toString());
    }
    assertThat(truth).hasSize(hours * 4);
    assertThat(resolve(where, local)).isEqualTo(truth);
    Collections.reverse(truth);
    Collections.reverse(local);
    assertThat(resolve(where, local)).isEqualTo(truth);
  }

  @Test
  void shouldTakeTheEndOfTheLastIntervalBeforeTheClocksGoForward() {
    ZoneId london = ZoneId.of("Europe/London");
    assertThat(new XmlTimes(london).read("2026-03-29T01:00:00", "timeStamp", 1))
        .isEqualTo("2026-03-29T01:00:00Z");
    assertThatThrownBy(() -> new XmlTimes(london).read("2026-03-29T01:30:00", "timeStamp", 7))
        .isInstanceOfSatisfying(
            FormatException.class,
            e -> {
              assertThat(e.code()).isEqualTo("xml-time-gap");
              assertThat(e.line()).isEqualTo(7);
            });
  }

  @Test
  void shouldReadWhatTheStandardsAllow() {
    XmlTimes times = new XmlTimes(null);
    assertThat(times.read("2022-11-18T06:45:00.000+08:00", "t", 1))
        .isEqualTo("2022-11-17T22:45:00Z");
    assertThat(times.read("2015-12-31T23:00Z", "t", 1)).isEqualTo("2015-12-31T23:00:00Z");
    assertThat(times.read("2015-12-31T24:00:00+01:00", "t", 1)).isEqualTo("2015-12-31T23:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-01T00:00:00, xml-time-zone",
    "1969-12-31T23:00:00Z, xml-time",
    "2200-01-01T00:00:00Z, xml-time",
    "+999999999-12-31T24:00:00Z, xml-time",
    "2026-02-30T00:00:00Z, xml-time",
    "yesterday, xml-time",
  })
  void shouldRefuseOtherTimes(String text, String code) {
    assertThatThrownBy(() -> new XmlTimes(null).read(text, "timeStamp", 3))
        .isInstanceOfSatisfying(FormatException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static List<Instant> resolve(ZoneId zone, List<String> local) {
    XmlTimes times = new XmlTimes(zone);
    return local.stream().map(text -> times.read(text, "timeStamp", 1)).toList();
  }
}
