package io.commonwatt.ingestion.format.espi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.Unit;
import io.commonwatt.ingestion.format.Format;
import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.FormatOptions;
import io.commonwatt.ingestion.format.IntervalValue;
import io.commonwatt.ingestion.format.RegisterValue;
import io.commonwatt.ingestion.format.xml.RecordingSink;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EspiFormatTest {

  private static final long START = 1_767_225_600L; // 2026-01-01T00:00:00Z

  private final Format format = new EspiFormat();

  @Test
  void shouldReadSeveralUsagePointsAndBothDirections() {
    RecordingSink sink = RecordingSink.read(format, twoPoints().text());
    assertThat(sink.intervals)
        .extracting(IntervalValue::meter, IntervalValue::register, IntervalValue::channel)
        .containsExactly(
            tuple("A", "in", Channel.IMPORT),
            tuple("A", "in", Channel.IMPORT),
            tuple("A", "out", Channel.EXPORT),
            tuple("B", "in", Channel.IMPORT));
    assertThat(sink.intervals).extracting(IntervalValue::mantissa).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void shouldReadTheSameWhateverTheOrderOfTheEntries() {
    RecordingSink forwards = RecordingSink.read(format, twoPoints().text());
    RecordingSink backwards = RecordingSink.read(format, twoPoints().backwards().text());
    assertThat(backwards.intervals)
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("line")
        .containsExactlyInAnyOrderElementsOf(forwards.intervals);
  }

  @Test
  void shouldReadLinksThatStandBehindTheContent() {
    String feed =
        twoPoints()
            .text()
            .replaceAll("(?s)<entry>(.*?)(<content>.*?</content>)</entry>", "<entry>$2$1</entry>");
    assertThat(RecordingSink.read(format, feed).intervals).hasSize(4);
  }

  @Test
  void shouldReadSeveralBlocksInOneEntry() {
    String two =
        Feed.reading(START, 900, "1")
            + "</IntervalBlock><IntervalBlock xmlns=\"http://naesb.org/espi\">"
            + Feed.reading(START + 900, 900, "2");
    for (boolean late : new boolean[] {false, true}) {
      Feed feed = Feed.of().usagePoint("A", 0).meterReading("A", "in", "1").energyType("1", 1);
      feed.block("A", "in", two);
      String text = (late ? feed.backwards() : feed).text();
      assertThat(RecordingSink.read(format, text).energyWh()).isEqualByComparingTo("3");
    }
  }

  @Test
  void shouldApplyMultiplierUnitAndDefaultQuality() {
    Feed feed =
        Feed.of()
            .usagePoint("A", 0)
            .meterReading("A", "p", "1")
            .readingType(
                "1",
                "accumulationBehaviour",
                4,
                "dataQualifier",
                2,
                "defaultQuality",
                19,
                "intervalLength",
                900,
                "powerOfTenMultiplier",
                -3,
                "uom",
                38)
            .block(
                "A",
                "p",
                "<interval><duration>1800</duration><start>"
                    + START
                    + "</start></interval>"
                    + "<IntervalReading><value>1500</value></IntervalReading>"
                    + "<IntervalReading><ReadingQuality><quality>9</quality></ReadingQuality>"
                    + "<ReadingQuality><quality>10</quality></ReadingQuality>"
                    + "<value>1600</value></IntervalReading>");
    RecordingSink sink = RecordingSink.read(format, feed.text());
    assertThat(sink.intervals)
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("line")
        .containsExactly(
            new IntervalValue(
                "A",
                "p",
                Channel.IMPORT,
                Instant.ofEpochSecond(START),
                900,
                1500,
                -3,
                Unit.WATT,
                "espi:19",
                0),
            new IntervalValue(
                "A",
                "p",
                Channel.IMPORT,
                Instant.ofEpochSecond(START + 900),
                900,
                1600,
                -3,
                Unit.WATT,
                "espi:9,espi:10",
                0));
  }

  @Test
  void shouldReadRunningTotalsAsRegisters() {
    for (int accumulation : new int[] {1, 2, 3, 9}) {
      Feed feed =
          Feed.of()
              .usagePoint("A", 0)
              .meterReading("A", "total", "1")
              .readingType(
                  "1",
                  "accumulationBehaviour",
                  accumulation,
                  "flowDirection",
                  19,
                  "powerOfTenMultiplier",
                  3,
                  "uom",
                  72)
              .block("A", "total", Feed.reading(START, 0, "123.456"));
      RecordingSink sink = RecordingSink.read(format, feed.text());
      assertThat(sink.intervals).isEmpty();
      assertThat(sink.registers)
          .usingRecursiveFieldByFieldElementComparatorIgnoringFields("line")
          .containsExactly(
              new RegisterValue(
                  "A", "total", Channel.EXPORT, Instant.ofEpochSecond(START), 123456, 0, "", 0));
    }
  }

  @Test
  void shouldSplitNetValuesIntoBothChannels() {
    Feed feed = Feed.of().usagePoint("A", 0).meterReading("A", "net", "1").energyType("1", 4);
    feed.block("A", "net", Feed.reading(START, 900, "5") + Feed.reading(START + 900, 900, "-7"));
    assertThat(RecordingSink.read(format, feed.text()).intervals)
        .extracting(IntervalValue::channel, IntervalValue::mantissa)
        .containsExactly(
            tuple(Channel.IMPORT, 5L),
            tuple(Channel.EXPORT, 0L),
            tuple(Channel.IMPORT, 0L),
            tuple(Channel.EXPORT, 7L));
  }

  @Test
  void shouldPassOverGasVolumesAndMaxima() {
    Feed feed =
        Feed.of()
            .usagePoint("E", 0)
            .usagePoint("G", 1)
            .meterReading("G", "gas", "1")
            .meterReading("E", "volume", "2")
            .meterReading("E", "peak", "3")
            .energyType("1", 1)
            .readingType("2", "accumulationBehaviour", 4, "commodity", 7, "uom", 119)
            .readingType("3", "accumulationBehaviour", 4, "dataQualifier", 8, "uom", 72)
            .block("G", "gas", Feed.reading(START, 900, "1") + Feed.reading(START + 900, 900, "1"))
            .block("E", "volume", Feed.reading(START, 900, "1"))
            .block("E", "peak", Feed.reading(START, 900, "1"));
    RecordingSink sink = RecordingSink.read(format, feed.text());
    assertThat(sink.intervals).isEmpty();
    assertThat(sink.passedOver).hasSize(3).containsEntry("UsagePoint of service kind 1", 2L);
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/London, 2026-03-29, 2026-10-25",
    "America/New_York, 2026-03-08, 2026-11-01",
    "Australia/Sydney, 2026-10-04, 2026-04-05",
  })
  void shouldKeepDaysOf23And25HoursWhole(String zone, LocalDate shortDay, LocalDate longDay) {
    ZoneId where = ZoneId.of(zone);
    for (LocalDate day : List.of(shortDay, longDay)) {
      Instant from = day.atStartOfDay(where).toInstant();
      Instant to = day.plusDays(1).atStartOfDay(where).toInstant();
      int seconds = (int) (to.getEpochSecond() - from.getEpochSecond());
      StringBuilder quarters = new StringBuilder();
      for (long at = from.getEpochSecond(); at < to.getEpochSecond(); at += 900) {
        quarters.append(Feed.reading(at, 900, "1"));
      }
      long offset = where.getRules().getStandardOffset(from).getTotalSeconds();
      Feed feed =
          Feed.of()
              .entry(
                  "LocalTimeParameters/01",
                  "LocalTimeParameters",
                  List.of(),
                  "<LocalTimeParameters xmlns=\"http://naesb.org/espi\">"
                      + "<dstEndRule>B40E2000</dstEndRule><dstOffset>3600</dstOffset>"
                      + "<dstStartRule>360E2000</dstStartRule><tzOffset>"
                      + offset
                      + "</tzOffset></LocalTimeParameters>")
              .usagePoint("A", 0)
              .meterReading("A", "quarters", "1")
              .meterReading("A", "days", "1")
              .energyType("1", 1)
              .block("A", "quarters", quarters.toString())
              .block("A", "days", Feed.reading(from.getEpochSecond(), seconds, "1"));
      RecordingSink sink = RecordingSink.read(format, feed.text());
      assertThat(sink.intervals).hasSize(seconds / 900 + 1);
      assertThat(sink.intervals.get(0).start()).isEqualTo(from);
      assertThat(sink.starts().subList(0, seconds / 900)).doesNotHaveDuplicates().isSorted();
      assertThat(sink.intervals.get(seconds / 900).lengthSeconds())
          .isEqualTo(day.equals(shortDay) ? 82_800 : 90_000);
    }
  }

  @Test
  void shouldRefuseAmbiguousAndMissingDescriptions() {
    String block = Feed.reading(START, 900, "1");
    assertRefused(
        Feed.of().usagePoint("A", 0).energyType("1", 1).block("A", "in", block),
        "espi-meter-reading-missing");
    assertRefused(
        Feed.of().usagePoint("A", 0).meterReading("A", "in", "1").block("A", "in", block),
        "espi-reading-type-missing");
    Feed twice = Feed.of().usagePoint("A", 0).meterReading("A", "in", "1").energyType("1", 1);
    assertRefused(twice.block("A", "in", block).energyType("1", 19), "espi-reading-type-ambiguous");
    assertRefused(twice.backwards(), "espi-reading-type-ambiguous");
    Feed alike = twoPoints();
    String text =
        alike.text().replace("RetailCustomer/1/UsagePoint/B", "RetailCustomer/2/UsagePoint/A");
    assertThat(RecordingSink.refusal(format, text).code()).isEqualTo("espi-usage-point-ambiguous");
  }

  @ParameterizedTest
  @CsvSource({
    "<value></value>, espi-value-missing",
    "<value>abc</value>, xml-number",
    "<timePeriod><duration>900</duration></timePeriod><value>1</value>, espi-time",
    "<timePeriod><start>-1</start></timePeriod><value>1</value>, espi-time",
    "<timePeriod><start>x</start></timePeriod><value>1</value>, espi-time",
    "<timePeriod><start>1767225600</start></timePeriod><value>1</value>, espi-duration",
    "<timePeriod><start>9</start><duration>-5</duration></timePeriod><value>1</value>,"
        + " espi-duration",
  })
  void shouldRefuseUnreadableReadings(String reading, String code) {
    Feed feed = Feed.of().usagePoint("A", 0).meterReading("A", "in", "1").energyType("1", 1);
    feed.block("A", "in", "<IntervalReading>" + reading + "</IntervalReading>");
    FormatException refusal = assertRefused(feed, code);
    assertThat(refusal.line()).isPositive();
  }

  @Test
  void shouldRefuseFeedsWithTooManyOrTooLongLinks() {
    StringBuilder related = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      related.append("<link rel=\"related\" href=\"x").append(i).append("\"/>");
    }
    StringBuilder feed = new StringBuilder("<feed xmlns=\"http://www.w3.org/2005/Atom\">");
    for (int i = 0; i < 10; i++) {
      feed.append("<entry><link rel=\"self\" href=\"MeterReading/1\"/>");
      feed.append(related.toString().replace("x", "y" + i + '/'));
      feed.append("<content><MeterReading xmlns=\"http://naesb.org/espi\"/></content></entry>");
    }
    String many = feed.append("</feed>").toString();
    assertThat(RecordingSink.refusal(format, many).code()).isEqualTo("espi-index-size");
    String longLink = twoPoints().text().replace("UsagePoint/A", "UsagePoint/" + "A".repeat(3_000));
    assertThat(RecordingSink.refusal(format, longLink).code()).isEqualTo("espi-link");
  }

  @Test
  void shouldRefuseMoreValuesThanAllowed() {
    FormatOptions three = FormatOptions.defaults().withMaxRecords(3);
    assertThat(RecordingSink.refusal(format, three, twoPoints().text()).code())
        .isEqualTo("too-many-records");
  }

  private FormatException assertRefused(Feed feed, String code) {
    FormatException refusal = RecordingSink.refusal(format, feed.text());
    assertThat(refusal.code()).isEqualTo(code);
    return refusal;
  }

  private static Feed twoPoints() {
    return Feed.of()
        .usagePoint("A", 0)
        .usagePoint("B", 0)
        .meterReading("A", "in", "1")
        .meterReading("A", "out", "19")
        .meterReading("B", "in", "1")
        .energyType("1", 1)
        .energyType("19", 19)
        .block("A", "in", Feed.reading(START, 900, "1") + Feed.reading(START + 900, 900, "2"))
        .block("A", "out", Feed.reading(START, 900, "3"))
        .block("B", "in", Feed.reading(START, 900, "4"));
  }
}
