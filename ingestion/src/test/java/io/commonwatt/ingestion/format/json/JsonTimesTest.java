package io.commonwatt.ingestion.format.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.FormatOptions;
import io.commonwatt.ingestion.format.IntervalValue;
import io.commonwatt.ingestion.format.Texts;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The 23-hour and the 25-hour day of three zones: the offset tells the hours apart. */
class JsonTimesTest {

  @ParameterizedTest
  @CsvSource({
    "Europe/London, 2026-03-29, 23",
    "Europe/London, 2026-10-25, 25",
    "America/New_York, 2026-03-08, 23",
    "America/New_York, 2026-11-01, 25",
    "Australia/Sydney, 2026-10-04, 23",
    "Australia/Sydney, 2026-04-05, 25",
  })
  void shouldReadLocalTimesWithTheirOffsetAndRefuseThemWithout(
      String zone, LocalDate day, int hours) {
    ZoneId where = ZoneId.of(zone);
    FormatOptions options = FormatOptions.defaults().withZone(where);
    List<Instant> starts = new ArrayList<>();
    StringBuilder lines = new StringBuilder();
    for (ZonedDateTime at = day.atStartOfDay(where);
        at.toLocalDate().equals(day);
        at = at.plusMinutes(15)) {
      starts.add(at.toInstant());
      lines.append(line(at.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME)));
    }

    assertThat(Texts.read(new JsonFormat(), options, lines.toString()).intervals)
        .hasSize(hours * 4)
        .extracting(IntervalValue::start)
        .isEqualTo(starts);
    FormatException refusal =
        Texts.refusal(new JsonFormat(), options, lines + line(day + "T01:30:00"));
    assertThat(refusal.code()).isEqualTo("json-time");
    assertThat(refusal.line()).isEqualTo(hours * 4L + 1);
  }

  private static String line(String start) {
    return "{\"meter\":\"m\",\"channel\":\"import\",\"start\":\""
        + start
        + "\",\"lengthSeconds\":900,\"value\":1,\"unit\":\"Wh\"}\n";
  }
}
