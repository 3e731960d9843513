package io.commonwatt.ingestion.format.entsoe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.Unit;
import io.commonwatt.ingestion.format.Format;
import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.FormatOptions;
import io.commonwatt.ingestion.format.IntervalValue;
import io.commonwatt.ingestion.format.xml.RecordingSink;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadProfileFormatTest {

  private static final String LOAD =
      """
      <mRID>7</mRID><businessType>A04</businessType>
      <outBiddingZone_Domain.mRID codingScheme="A01">10YCZ-CEPS-----N</outBiddingZone_Domain.mRID>
      <quantity_Measure_Unit.name>MAW</quantity_Measure_Unit.name>""";

  private final Format format = new LoadProfileFormat();

  @Test
  void shouldReadTheLoadOfAnArea() {
    String document =
        document(
            LOAD + "<curveType>A01</curveType>",
            period("PT60M", 2, point(1, "5000"), point(2, "5100.5")));
    assertThat(format.recognises("load.xml", document.getBytes(StandardCharsets.UTF_8))).isTrue();
    assertThat(RecordingSink.read(format, document).intervals)
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("line")
        .containsExactly(
            new IntervalValue(
                "10YCZ-CEPS-----N",
                "7",
                Channel.CONSUMPTION,
                Instant.parse("2026-01-01T00:00:00Z"),
                3_600,
                5_000,
                6,
                Unit.WATT,
                "",
                0),
            new IntervalValue(
                "10YCZ-CEPS-----N",
                "7",
                Channel.CONSUMPTION,
                Instant.parse("2026-01-01T01:00:00Z"),
                3_600,
                51_005,
                5,
                Unit.WATT,
                "",
                0));
  }

  @Test
  void shouldRepeatThePreviousPointWhereCurveTypeA03OmitsOne() {
    RecordingSink sink =
        RecordingSink.read(
            format,
            document(
                LOAD + "<curveType>A03</curveType>",
                period("PT60M", 6, point(1, "1"), point(3, "2"), point(4, "3"))));
    assertThat(sink.intervals)
        .extracting(IntervalValue::mantissa)
        .containsExactly(1L, 1L, 2L, 3L, 3L, 3L);
    assertThat(sink.starts()).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void shouldReadHistoricalDataWhoseMeteringPointStandsBehindThePeriods() {
    RecordingSink sink =
        RecordingSink.read(
            format,
            """
            <VHD_Envelope><MarketDocument><TimeSeries>
              <mRID>s1</mRID><businessType>A04</businessType>
              <energy_Measurement_Unit.name>KWH</energy_Measurement_Unit.name>
              <flowDirection.direction>A01</flowDirection.direction>
              <Period><resolution>P0Y0M0DT0H15M0.000S</resolution>
                <timeInterval><start>2026-01-01T00:00Z</start><end>2026-01-01T00:30Z</end></timeInterval>
                <Point><position>1</position><energy_Quantity.quantity>0.13</energy_Quantity.quantity>
                  <energy_Quantity.quality>A04</energy_Quantity.quality></Point>
                <Point><position>2</position><energy_Quantity.quantity>0.11</energy_Quantity.quantity>
                  <energy_Quantity.quality>A03</energy_Quantity.quality></Point>
              </Period>
              <marketEvaluationPoint.mRID codingScheme="A10">571313179100000001</marketEvaluationPoint.mRID>
            </TimeSeries></MarketDocument></VHD_Envelope>""");
    assertThat(sink.intervals)
        .extracting(
            IntervalValue::meter,
            IntervalValue::channel,
            IntervalValue::mantissa,
            IntervalValue::powerOfTen,
            IntervalValue::sentQuality)
        .containsExactly(
            tuple("571313179100000001", Channel.EXPORT, 13L, 1, "entsoe:A04"),
            tuple("571313179100000001", Channel.EXPORT, 11L, 1, "entsoe:A03"));
  }

  @Test
  void shouldReadBothSidesOfAnEnergyAccountAndNetFlows() {
    String account =
        "<Point><position>1</position><in_Quantity.quantity>4</in_Quantity.quantity>"
            + "<out_Quantity.quantity>1</out_Quantity.quantity></Point>";
    String head =
        "<registeredResource.mRID>R</registeredResource.mRID>"
            + "<measurement_Unit.name>MWH</measurement_Unit.name>";
    assertThat(
            RecordingSink.read(
                    format,
                    document(head, period("PT60M", 1, account)).replace("GL_", "EnergyAccount_"))
                .intervals)
        .extracting(IntervalValue::channel, IntervalValue::mantissa)
        .containsExactly(tuple(Channel.IMPORT, 4L), tuple(Channel.EXPORT, 1L));
    String net = head + "<flowDirection.direction>A03</flowDirection.direction>";
    assertThat(
            RecordingSink.read(format, document(net, period("PT60M", 1, point(1, "-2")))).intervals)
        .extracting(IntervalValue::channel, IntervalValue::mantissa)
        .containsExactly(tuple(Channel.IMPORT, 0L), tuple(Channel.EXPORT, 2L));
  }

  @ParameterizedTest
  @CsvSource({"WHR, 0", "KWH, 3", "MWH, 6", "GWH, 9"})
  void shouldReadEnergyUnits(String unit, int power) {
    RecordingSink sink =
        RecordingSink.read(
            format, document(LOAD.replace("MAW", unit), period("PT15M", 1, point(1, "2"))));
    assertThat(sink.intervals.get(0).unit()).isEqualTo(Unit.WATT_HOUR);
    assertThat(sink.intervals.get(0).powerOfTen()).isEqualTo(power);
  }

  @Test
  void shouldPassOverReactivePowerGasAndMissingQuantities() {
    assertThat(
            RecordingSink.read(
                    format, document(LOAD.replace("MAW", "MAR"), period("PT15M", 1, point(1, "2"))))
                .passedOver)
        .containsEntry("TimeSeries in unit MAR", 1L);
    RecordingSink gap =
        RecordingSink.read(
            format,
            document(
                LOAD,
                period(
                    "PT15M",
                    2,
                    "<Point><position>1</position><quality>A02</quality></Point>",
                    point(2, "1"))));
    assertThat(gap.intervals).hasSize(1);
    assertThat(gap.passedOver).containsEntry("points without quantity", 1L);
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/London, 2026-03-29, 23",
    "Europe/London, 2026-10-25, 25",
    "America/New_York, 2026-03-08, 23",
    "America/New_York, 2026-11-01, 25",
    "Australia/Sydney, 2026-10-04, 23",
    "Australia/Sydney, 2026-04-05, 25",
  })
  void shouldReadShortAndLongDaysInHoursAndAsCalendarDays(String zone, LocalDate day, int hours) {
    ZoneId where = ZoneId.of(zone);
    Instant from = day.atStartOfDay(where).toInstant();
    Instant to = day.plusDays(1).atStartOfDay(where).toInstant();
    FormatOptions local = FormatOptions.defaults().withZone(where);
    String hourly =
        document(LOAD + "<curveType>A03</curveType>", covered(from, to, "PT1H", point(1, "1")));
    RecordingSink byHour = RecordingSink.read(format, local, hourly);
    assertThat(byHour.intervals).hasSize(hours);
    assertThat(byHour.starts().get(hours - 1)).isEqualTo(to.minusSeconds(3_600));
    String clock =
        hourly
            .replace(from.toString(), day + "T00:00:00")
            .replace(to.toString(), day.plusDays(1) + "T00:00:00");
    assertThat(RecordingSink.read(format, local, clock).starts()).isEqualTo(byHour.starts());
    Instant week = day.minusDays(3).atStartOfDay(where).toInstant();
    Instant end = day.plusDays(4).atStartOfDay(where).toInstant();
    String daily =
        document(LOAD + "<curveType>A03</curveType>", covered(week, end, "P1D", point(1, "1")));
    RecordingSink byDay = RecordingSink.read(format, local, daily);
    assertThat(byDay.intervals).hasSize(7);
    assertThat(byDay.starts().get(3)).isEqualTo(from);
    assertThat(byDay.intervals.get(3).lengthSeconds()).isEqualTo(hours * 3_600);
    assertThat(RecordingSink.refusal(format, daily).code()).isEqualTo("entsoe-calendar-zone");
    String one = document(LOAD, covered(from, to, "P1D", point(1, "1")));
    assertThat(RecordingSink.read(format, one).intervals.get(0).lengthSeconds())
        .isEqualTo(hours * 3_600);
  }

  @Test
  void shouldReadLocalPeriodsOnlyWithAZone() {
    String document = document(LOAD, period("PT60M", 1, point(1, "1")).replace("Z</", "</"));
    assertThat(RecordingSink.refusal(format, document).code()).isEqualTo("xml-time-zone");
    assertThat(
            RecordingSink.read(
                    format, FormatOptions.defaults().withZone(ZoneId.of("Europe/Prague")), document)
                .starts())
        .containsExactly(Instant.parse("2025-12-31T23:00:00Z"));
  }

  @Test
  void shouldRefuseWhatIsIncompleteOrContradictory() {
    assertRefused(LOAD, period("PT60M", 3, point(1, "1"), point(3, "1")), "entsoe-position");
    assertRefused(LOAD, period("PT60M", 2, point(1, "1")), "entsoe-points-missing");
    assertRefused(LOAD, period("PT60M", 1), "entsoe-points-missing");
    assertRefused(LOAD, period("PT60M", 1, point(2, "1")), "entsoe-position");
    assertRefused(LOAD, period("PT60M", 1, point(1, "1"), point(2, "1")), "entsoe-position");
    assertRefused(LOAD, period("PT7M", 1, point(1, "1")).replace("PT7M", "PT13M"), "entsoe-period");
    assertRefused(
        LOAD, period("PT60M", 1, point(1, "1")).replace("PT60M", "soon"), "entsoe-resolution");
    assertRefused(
        LOAD + "<curveType>A02</curveType>",
        period("PT60M", 1, point(1, "1")),
        "entsoe-curve-type");
    assertRefused(
        LOAD.replaceAll("<out.*>", ""), period("PT60M", 1, point(1, "1")), "entsoe-meter-missing");
    assertRefused(LOAD, "<Period>" + point(1, "1") + "</Period>", "entsoe-period");
    assertThat(RecordingSink.refusal(format, "<GL_MarketDocument/>").code())
        .isEqualTo("entsoe-no-series");
    assertThat(RecordingSink.refusal(format, "<other/>").code()).isEqualTo("entsoe-not-a-document");
    FormatException answer =
        RecordingSink.refusal(
            format,
            "<Acknowledgement_MarketDocument><Reason><code>999</code><text>No matching data"
                + "</text></Reason></Acknowledgement_MarketDocument>");
    assertThat(answer.code()).isEqualTo("entsoe-acknowledgement");
    assertThat(answer).hasMessageContaining("999 No matching data");
  }

  @Test
  void shouldRefuseAFewBytesThatStandForBillionsOfValues() {
    Instant from = Instant.parse("1990-01-01T00:00:00Z");
    Instant to = Instant.parse("2190-01-01T00:00:00Z");
    assertRefused(
        LOAD + "<curveType>A03</curveType>",
        covered(from, to, "PT1S", point(1, "1")),
        "entsoe-period");
  }

  @Test
  void shouldRefuseManyPeriodsWhosePointsHoldOn() {
    RepeatLimit limit = new RepeatLimit();
    limit.count(RepeatLimit.MAX_REPEATED, 1);
    assertThatThrownBy(() -> limit.count(1, 7))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("split the document");
  }

  private void assertRefused(String head, String period, String code) {
    FormatException refusal = RecordingSink.refusal(format, document(head, period));
    assertThat(refusal.code()).as(head + period).isEqualTo(code);
    assertThat(refusal.line()).isPositive();
  }

  private static String document(String head, String period) {
    return "<GL_MarketDocument"
        + " xmlns=\"urn:iec62325.351:tc57wg16:451-6:generationloaddocument:3:0\">\n<TimeSeries>"
        + head
        + period
        + "</TimeSeries></GL_MarketDocument>";
  }

  private static String period(String resolution, int steps, String... points) {
    int minutes = Integer.parseInt(resolution.replaceAll("\\D", ""));
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    return covered(start, start.plusSeconds(60L * minutes * steps), resolution, points);
  }

  private static String covered(Instant from, Instant to, String resolution, String... points) {
    return "<Period><timeInterval><start>"
        + from
        + "</start><end>"
        + to
        + "</end></timeInterval><resolution>"
        + resolution
        + "</resolution>"
        + String.join("", points)
        + "</Period>";
  }

  private static String point(int position, String quantity) {
    return "<Point><position>"
        + position
        + "</position><quantity>"
        + quantity
        + "</quantity></Point>";
  }
}
