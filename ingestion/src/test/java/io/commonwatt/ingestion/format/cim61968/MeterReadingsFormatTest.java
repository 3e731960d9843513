package io.commonwatt.ingestion.format.cim61968;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.MeterEvent;
import io.commonwatt.contracts.reading.Unit;
import io.commonwatt.ingestion.SharedData;
import io.commonwatt.ingestion.format.EventValue;
import io.commonwatt.ingestion.format.Format;
import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.FormatOptions;
import io.commonwatt.ingestion.format.IntervalValue;
import io.commonwatt.ingestion.format.RegisterValue;
import io.commonwatt.ingestion.format.xml.RecordingSink;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class MeterReadingsFormatTest {

  private static final String QUARTERS = "0.0.2.4.1.1.12.0.0.0.0.0.0.0.0.3.72.0";
  private static final String TOTAL = "0.0.0.1.1.1.12.0.0.0.0.0.0.0.0.3.72.0";

  private final Format format = new MeterReadingsFormat();

  @Test
  void shouldReadEveryPublicFileToItsEnergy() throws Exception {
    int files = 0;
    Path folder = SharedData.folder("protocol-samples").resolve("iec61968-9");
    try (Stream<Path> listed = Files.list(folder)) {
      for (Path file : listed.filter(f -> f.toString().endsWith(".xml")).sorted().toList()) {
        files++;
        byte[] bytes = Files.readAllBytes(file);
        assertThat(format.recognises(file.getFileName().toString(), bytes)).isTrue();
        RecordingSink sink = new RecordingSink();
        format.read(new ByteArrayInputStream(bytes), FormatOptions.defaults(), sink);
        BigDecimal read = BigDecimal.ZERO;
        for (RegisterValue value : sink.registers) {
          read = read.add(BigDecimal.valueOf(value.mantissa(), -value.powerOfTen()));
        }
        assertThat(read.add(sink.energyWh())).isEqualByComparingTo(naiveWattHours(bytes));
      }
    }
    assertThat(files).isEqualTo(1);
  }

  @Test
  void shouldReadThePublicSampleInEveryDetail() throws Exception {
    Path file =
        SharedData.folder("protocol-samples")
            .resolve("iec61968-9")
            .resolve("meterreadings_loadprofile.xml");
    RecordingSink sink = new RecordingSink();
    format.read(new ByteArrayInputStream(Files.readAllBytes(file)), FormatOptions.defaults(), sink);
    assertThat(sink.intervals).isEmpty();
    assertThat(sink.registers)
        .containsExactly(
            new RegisterValue(
                "MTR00000001",
                "0.0.2.9.1.2.12.0.0.0.0.0.0.0.0.3.72.0",
                Channel.IMPORT,
                Instant.parse("2022-11-17T22:45:00Z"),
                65190955,
                -1,
                "cim:1.0.0,cim:5.4.260",
                13));
    assertThat(sink.passedOver)
        .containsEntry("ReadingType 0.0.2.9.15.2.164.0.0.0.0.0.0.0.0.3.73.0", 1L);
  }

  /** Editions differ in their namespace; the document's own says nothing of what is inside. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://iec.ch/TC57/2009/MeterReadings#",
        "http://iec.ch/TC57/2011/MeterReadings#",
        "http://iec.ch/TC57/2031/MeterReadings#"
      })
  void pitfall24ShouldReadTheReadingsOfEveryEdition(String namespace) {
    String document = message(blocks(QUARTERS, interval("2026-01-01T00:15:00Z", "1.5", "3.8.0")));
    RecordingSink now = RecordingSink.read(format, document);
    RecordingSink edition =
        RecordingSink.read(
            format, document.replace("http://iec.ch/TC57/2011/MeterReadings#", namespace));

    assertThat(edition.intervals).hasSize(1).isEqualTo(now.intervals);
  }

  @Test
  void shouldTakeTheTimeStampOfAnIntervalAsItsEnd() {
    RecordingSink sink =
        RecordingSink.read(
            format,
            message(
                blocks(
                    QUARTERS,
                    interval("2026-01-01T00:15:00Z", "1.5", "3.8.0"),
                    interval("2026-01-01T00:30:00Z", "2"))));
    assertThat(sink.intervals)
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("line")
        .containsExactly(
            new IntervalValue(
                "M1",
                QUARTERS,
                Channel.IMPORT,
                Instant.parse("2026-01-01T00:00:00Z"),
                900,
                15,
                2,
                Unit.WATT_HOUR,
                "cim:3.8.0",
                0),
            new IntervalValue(
                "M1",
                QUARTERS,
                Channel.IMPORT,
                Instant.parse("2026-01-01T00:15:00Z"),
                900,
                2,
                3,
                Unit.WATT_HOUR,
                "",
                0));
  }

  @Test
  void shouldReadReadingsOfSeveralTypesAndThePeriodsTheyName() {
    String reverse = "0.26.0.4.19.1.12.0.0.0.0.0.0.0.0.0.72.0";
    String power = "0.2.5.6.1.1.37.0.0.0.0.0.0.0.0.3.38.0";
    RecordingSink sink =
        RecordingSink.read(
            format,
            message(
                reading(TOTAL, "2026-01-01T00:00:00Z", "", "100.5")
                    + reading(
                        reverse,
                        "2026-01-01T06:00:00Z",
                        "<timePeriod><end>2026-01-01T06:00:00Z</end>"
                            + "<start>2026-01-01T00:00:00Z</start></timePeriod>",
                        "7")
                    + reading(power, "2026-01-01T00:30:00Z", "", "4")
                    + reading(reverse, "2026-01-01T12:00:00Z", "", "7")
                    + reading(
                        "0.8.0.6.1.1.8.0.0.0.0.0.0.0.0.3.38.0", "2026-01-01T12:00:00Z", "", "9")
                    + reading(TOTAL, "2026-01-01T12:00:00Z", "", "")));
    assertThat(sink.registers)
        .extracting(RegisterValue::at, RegisterValue::mantissa, RegisterValue::powerOfTen)
        .containsExactly(tuple(Instant.parse("2026-01-01T00:00:00Z"), 1005L, 2));
    assertThat(sink.intervals)
        .extracting(
            IntervalValue::channel,
            IntervalValue::start,
            IntervalValue::lengthSeconds,
            IntervalValue::unit)
        .containsExactly(
            tuple(Channel.EXPORT, Instant.parse("2026-01-01T00:00:00Z"), 21_600, Unit.WATT_HOUR),
            tuple(Channel.IMPORT, Instant.parse("2026-01-01T00:00:00Z"), 1_800, Unit.WATT));
    assertThat(sink.passedOver)
        .containsEntry("ReadingType " + reverse + " without interval length", 1L)
        .containsEntry("ReadingType 0.8.0.6.1.1.8.0.0.0.0.0.0.0.0.3.38.0", 1L)
        .containsEntry("values that are missing", 1L);
  }

  @Test
  void shouldNotCountTariffsBesideTheirTotal() {
    String tariff = "0.0.0.1.1.1.12.0.0.0.0.1.0.0.0.3.72.0";
    String phase = "0.0.0.1.1.1.12.0.0.0.0.0.0.0.128.3.72.0";
    RecordingSink both =
        RecordingSink.read(
            format,
            message(
                reading(TOTAL, "2026-01-01T00:00:00Z", "", "10")
                    + reading(tariff, "2026-01-01T00:00:00Z", "", "4")
                    + reading(phase, "2026-01-01T00:00:00Z", "", "3")));
    assertThat(both.registers).extracting(RegisterValue::register).containsExactly(TOTAL);
    RecordingSink alone =
        RecordingSink.read(format, message(reading(tariff, "2026-01-01T00:00:00Z", "", "4")));
    assertThat(alone.registers).extracting(RegisterValue::register).containsExactly(tariff);
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
  void shouldReadLocalTimesOfShortAndLongDays(String zone, LocalDate day, int hours) {
    ZoneId where = ZoneId.of(zone);
    Instant from = day.atStartOfDay(where).toInstant();
    StringBuilder intervals = new StringBuilder();
    StringBuilder named = new StringBuilder();
    for (int quarter = 1; quarter <= hours * 4; quarter++) {
      LocalDateTime start = LocalDateTime.ofInstant(from.plusSeconds(quarter * 900L - 900), where);
      LocalDateTime end = LocalDateTime.ofInstant(from.plusSeconds(quarter * 900L), where);
      intervals.append(interval(end + ":00", "1"));
      named.append(
          reading(
              "0.0.0.4.19.1.12.0.0.0.0.0.0.0.0.0.72.0",
              end + ":00",
              "<timePeriod><end>" + end + "</end><start>" + start + "</start></timePeriod>",
              "1"));
    }
    String dayEnd = LocalDateTime.ofInstant(from.plusSeconds(hours * 3_600L), where) + ":00";
    String daily = "11.0.4.4.1.1.12.0.0.0.0.0.0.0.0.0.72.0";
    String document =
        message(blocks(QUARTERS, intervals.toString()) + named + reading(daily, dayEnd, "", "1"));
    RecordingSink sink =
        RecordingSink.read(format, FormatOptions.defaults().withZone(where), document);
    assertThat(sink.intervals).hasSize(hours * 8 + 1);
    for (int i = 0; i < hours * 8; i++) {
      assertThat(sink.starts().get(i)).isEqualTo(from.plusSeconds(i % (hours * 4) * 900L));
      assertThat(sink.intervals.get(i).lengthSeconds()).isEqualTo(900);
    }
    assertThat(sink.starts().get(hours * 8)).isEqualTo(from);
    assertThat(sink.intervals.get(hours * 8).lengthSeconds()).isEqualTo(hours * 3_600);
    assertThat(RecordingSink.refusal(format, document).code()).isEqualTo("xml-time-zone");
  }

  @Test
  void shouldReadAMeterReadingLongerThanTheSpoolKeepsInMemory() {
    int count = 25_000;
    StringBuilder intervals = new StringBuilder();
    Instant first = Instant.parse("2020-01-01T00:15:00Z");
    for (int i = 0; i < count; i++) {
      intervals.append(interval(first.plusSeconds(900L * i).toString(), "0.25"));
    }
    RecordingSink sink =
        RecordingSink.read(format, message(blocks(QUARTERS, intervals.toString())));
    assertThat(sink.intervals).hasSize(count);
    assertThat(sink.energyWh()).isEqualByComparingTo(BigDecimal.valueOf(250L * count));
    assertThat(sink.starts().get(count - 1)).isEqualTo(first.plusSeconds(900L * (count - 2)));
  }

  @Test
  void shouldReadEventsByTheirCodes() {
    StringBuilder events = new StringBuilder();
    for (String code :
        List.of(
            "3.26.0.85",
            "3.26.0.216",
            "26.26.0.85",
            "3.36.114.24",
            "3.12.29.212",
            "3.12.0.257",
            "3.0.0.52",
            "3.36.56.24",
            "3.2.22.150",
            "no-code")) {
      events.append(
          "<EndDeviceEvent><createdDateTime>2026-01-01T00:00:00+01:00</createdDateTime>"
              + "<Assets><Names><name>M7</name></Names></Assets><EndDeviceEventType ref=\""
              + code
              + "\"/></EndDeviceEvent>");
    }
    RecordingSink sink =
        RecordingSink.read(
            format,
            "<EventMessage xmlns=\"http://iec.ch/TC57/2011/schema/message\"><Header><Verb>created"
                + "</Verb></Header><Payload><EndDeviceEvents"
                + " xmlns=\"http://iec.ch/TC57/2011/EndDeviceEvents#\">"
                + events
                + "</EndDeviceEvents></Payload></EventMessage>");
    assertThat(sink.events)
        .extracting(EventValue::type)
        .containsExactly(
            MeterEvent.Type.POWER_FAIL,
            MeterEvent.Type.POWER_RESTORE,
            MeterEvent.Type.POWER_FAIL,
            MeterEvent.Type.CLOCK_SET,
            MeterEvent.Type.TAMPER,
            MeterEvent.Type.TAMPER,
            MeterEvent.Type.METER_EXCHANGED);
    assertThat(sink.events)
        .allMatch(event -> event.meter().equals("M7"))
        .allMatch(event -> event.at().equals(Instant.parse("2025-12-31T23:00:00Z")));
    assertThat(sink.events.get(0).code()).isEqualTo("cim:3.26.0.85");
    assertThat(sink.passedOver).hasSize(3);
  }

  @Test
  void shouldReadEventsThatStandAmongReadings() {
    RecordingSink sink =
        RecordingSink.read(
            format,
            message(
                "<EndDeviceEvents><createdDateTime>2026-01-01T00:00:00Z</createdDateTime>"
                    + "<EndDeviceEventType><mRID>3.26.0.85</mRID></EndDeviceEventType>"
                    + "</EndDeviceEvents>"));
    assertThat(sink.events).extracting(EventValue::meter).containsExactly("M1");
  }

  @Test
  void shouldRefuseWhatIsIncomplete() {
    String sound = interval("2026-01-01T00:15:00Z", "1");
    assertRefused(
        message("<IntervalBlocks>" + sound + "</IntervalBlocks>"), "cim-reading-type-missing");
    assertRefused(message(blocks("0.0.2.4", sound)), "cim-reading-type");
    assertRefused(message(blocks(QUARTERS, interval("", "1"))), "cim-time-missing");
    assertRefused(message(blocks(QUARTERS, interval("2026-01-01T00:15:00Z", "x"))), "xml-number");
    assertRefused(
        message(blocks(QUARTERS, sound)).replaceAll("<Meter>.*</Meter>", ""), "cim-meter-missing");
    assertRefused("<EventMessage><Payload/></EventMessage>", "cim-no-payload");
    assertRefused("<html/>", "cim-not-a-message");
    assertRefused("<EventMessage><Header><Verb>deleted</Verb></Header></EventMessage>", "cim-verb");
    assertRefused(
        "<EventMessage><Payload><Compressed>H4sI</Compressed></Payload></EventMessage>",
        "cim-compressed");
  }

  private void assertRefused(String document, String code) {
    FormatException refusal = RecordingSink.refusal(format, document);
    assertThat(refusal.code()).as(document).isEqualTo(code);
    assertThat(refusal.line()).isPositive();
  }

  /** Sum over all blocks whose type ends in 72 (Wh), by the object model. */
  private static BigDecimal naiveWattHours(byte[] bytes) throws Exception {
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(bytes));
    BigDecimal sum = BigDecimal.ZERO;
    NodeList blocks = document.getElementsByTagName("IntervalBlocks");
    for (int i = 0; i < blocks.getLength(); i++) {
      Element block = (Element) blocks.item(i);
      NodeList types = block.getElementsByTagName("ReadingType");
      String[] parts = ((Element) types.item(0)).getAttribute("ref").split("[.]");
      NodeList values = block.getElementsByTagName("value");
      for (int j = 0; parts[16].equals("72") && j < values.getLength(); j++) {
        sum =
            sum.add(
                new BigDecimal(values.item(j).getTextContent())
                    .scaleByPowerOfTen(Integer.parseInt(parts[15])));
      }
    }
    return sum;
  }

  private static String message(String body) {
    return "<MeterReadings xmlns=\"http://iec.ch/TC57/2011/MeterReadings#\">\n<MeterReading>"
        + body
        + "<Meter><mRID>M1</mRID></Meter></MeterReading>\n</MeterReadings>";
  }

  private static String blocks(String type, String... intervals) {
    return "<IntervalBlocks>"
        + String.join("", intervals)
        + "<ReadingType ref=\""
        + type
        + "\"/></IntervalBlocks>";
  }

  private static String interval(String time, String value, String... qualities) {
    StringBuilder text = new StringBuilder("<IntervalReadings><timeStamp>");
    text.append(time).append("</timeStamp><value>").append(value).append("</value>");
    for (String quality : qualities) {
      text.append("<ReadingQualities><ReadingQualityType ref=\"").append(quality);
      text.append("\"/></ReadingQualities>");
    }
    return text.append("</IntervalReadings>").toString();
  }

  private static String reading(String type, String time, String period, String value) {
    return "<Readings>"
        + period
        + "<timeStamp>"
        + time
        + "</timeStamp><value>"
        + value
        + "</value><ReadingType ref=\""
        + type
        + "\"/></Readings>";
  }
}
