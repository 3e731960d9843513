package io.commonwatt.ingestion.format.dsmr;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.MeterEvent;
import io.commonwatt.ingestion.format.DocumentReport;
import io.commonwatt.ingestion.format.EventValue;
import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.FormatFuzzing;
import io.commonwatt.ingestion.format.FormatOptions;
import io.commonwatt.ingestion.format.FormatReader;
import io.commonwatt.ingestion.format.KeepingSink;
import io.commonwatt.ingestion.format.RegisterValue;
import io.commonwatt.ingestion.format.Texts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DsmrFormatTest {

  private static final DsmrFormat FORMAT = new DsmrFormat();
  private static final FormatOptions OPTIONS = FormatOptions.defaults();
  private static final Instant RECEIVED = Instant.parse("2025-06-01T12:00:00Z");

  @Test
  void shouldReadEverySampleToItsEnergyOrRefuseItByLineAndRule() throws IOException {
    FormatReader reader = new FormatReader(OPTIONS);
    Map<String, String> refused = new TreeMap<>();
    Map<String, byte[]> samples = Telegrams.samples();
    for (Map.Entry<String, byte[]> sample : samples.entrySet()) {
      KeepingSink sink = new KeepingSink();
      DocumentReport report =
          reader
              .read(sample.getKey(), new ByteArrayInputStream(sample.getValue()), r -> sink)
              .get(0);
      if (!report.isAccepted()) {
        refused.put(sample.getKey(), report.error().line() + ": " + report.error().code());
        assertThat(sink.registers).isEmpty();
        continue;
      }
      checkEnergy(sample.getKey(), sample.getValue(), sink);
    }
    System.out.printf("Telegrams: %d, refused %s%n", samples.size(), refused);
    assertThat(samples).hasSize(13);
    // These meters send no time; read on arrival, see the next test.
    assertThat(refused)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "telegram_esy5q3da1004_v304.txt", "4: dsmr-no-time",
                "telegram_esy5q3db1024_v304.txt", "4: dsmr-no-time",
                "telegram_v2_2.txt", "4: dsmr-no-time",
                "telegram_v3.txt", "4: dsmr-no-time"));
  }

  @Test
  void shouldReadASampleWithoutATimeWhenItIsKnownWhenItCame() throws IOException {
    for (Map.Entry<String, byte[]> sample : Telegrams.samples().entrySet()) {
      KeepingSink sink = Texts.read(FORMAT, OPTIONS.withReceivedAt(RECEIVED), sample.getValue());
      checkEnergy(sample.getKey(), sample.getValue(), sink);
    }
  }

  @Test
  void shouldReadRegistersEventsAndPassOverTheRest() throws IOException {
    KeepingSink sink =
        Texts.read(FORMAT, OPTIONS, Telegrams.samples().get("telegram_v5_two_mbus.txt"));

    assertThat(sink.registers).hasSize(4);
    assertThat(sink.registers.get(0))
        .isEqualTo(
            new RegisterValue(
                "E0044007382246019",
                "1-0:1.8.1",
                Channel.IMPORT,
                Instant.parse("2020-04-26T20:33:25Z"),
                2130115,
                0,
                "",
                6));
    assertThat(sink.events)
        .containsExactly(
            new EventValue(
                "E0044007382246019",
                MeterEvent.Type.POWER_FAIL,
                Instant.parse("2019-03-26T08:16:41Z"),
                "obis:0-0:96.7.19",
                15),
            new EventValue(
                "E0044007382246019",
                MeterEvent.Type.POWER_RESTORE,
                Instant.parse("2019-03-26T08:50:15Z"),
                "obis:0-0:96.7.19",
                15));
    assertThat(sink.passedOver).contains("0-2:24.2.1 x1", "1-0:1.7.0 x1");
  }

  @Test
  void shouldHandAPowerFailureOnOnceThoughEveryTelegramRepeatsIt() {
    String telegram =
        Telegrams.of(
            "0-0:1.0.0(250601120000S)", "1-0:99.97.0(1)(0-0:96.7.19)(250601110000S)(0000000600*s)");

    KeepingSink sink = Texts.read(FORMAT, OPTIONS, telegram + telegram);

    assertThat(sink.events)
        .extracting(event -> event.type() + " " + event.at())
        .containsExactly("POWER_FAIL 2025-06-01T08:50:00Z", "POWER_RESTORE 2025-06-01T09:00:00Z");
  }

  @Test
  void shouldReadTotalsInsteadOfTheirTariffs() throws IOException {
    KeepingSink sink =
        Texts.read(FORMAT, OPTIONS, Telegrams.samples().get("telegram_v5_eon_hu.txt"));

    assertThat(sink.registers)
        .extracting(RegisterValue::register)
        .containsExactly("1-0:1.8.0", "1-0:2.8.0");
  }

  @Test
  void shouldTellBothHoursOfThe25HourDayApartInThreeZones() {
    Map<String, String> days =
        Map.of(
            "Europe/Amsterdam", "2025-10-26",
            "Europe/London", "2025-10-26",
            "Australia/Sydney", "2025-04-06");
    days.forEach((zone, day) -> assertThat(hours(zone, day)).as(zone).hasSize(25 * 4));
  }

  @Test
  void shouldHaveNoGapInThe23HourDayInThreeZones() {
    Map<String, String> days =
        Map.of(
            "Europe/Amsterdam", "2025-03-30",
            "Europe/London", "2025-03-30",
            "Australia/Sydney", "2025-10-05");
    days.forEach((zone, day) -> assertThat(hours(zone, day)).as(zone).hasSize(23 * 4));
  }

  /** Sends a telegram each quarter of an hour of a local day and returns the instants read. */
  private static List<Instant> hours(String zoneName, String day) {
    ZoneId zone = ZoneId.of(zoneName);
    ZonedDateTime begin = LocalDateTime.parse(day + "T00:00").atZone(zone);
    StringBuilder stream = new StringBuilder();
    List<Instant> expected = new ArrayList<>();
    for (ZonedDateTime time = begin;
        time.toLocalDate().equals(begin.toLocalDate());
        time = time.plusMinutes(15)) {
      expected.add(time.toInstant());
      boolean summer = zone.getRules().isDaylightSavings(time.toInstant());
      stream.append(
          Telegrams.of(
              "0-0:1.0.0("
                  + time.format(DateTimeFormatter.ofPattern("yyMMddHHmmss", Locale.ROOT))
                  + (summer ? "S" : "W")
                  + ")",
              "0-0:96.1.1(4B384547)",
              "1-0:1.8.0(000001.000*kWh)"));
    }
    KeepingSink sink = Texts.read(FORMAT, OPTIONS.withZone(zone), stream.toString());
    List<Instant> read = sink.registers.stream().map(RegisterValue::at).toList();
    assertThat(read).isEqualTo(expected);
    return read;
  }

  @Test
  void shouldRefuseByLineAndRule() {
    String good = Telegrams.of("0-0:1.0.0(250601120000S)", "1-0:1.8.1(000001.000*kWh)");
    assertThat(Texts.read(FORMAT, OPTIONS, good + "noise\r\n" + good).registers).hasSize(2);
    assertThat(Texts.read(FORMAT, OPTIONS, good.replace("\r\n", "\n")).registers).hasSize(1);
    assertRefused(good.replace("000001.000", "000002.000"), 5, "dsmr-checksum");
    assertRefused(good.substring(0, good.indexOf('!')), 1, "dsmr-incomplete");
    assertRefused(good.substring(0, good.indexOf('!')) + good, 1, "dsmr-incomplete");
    assertRefused("nothing\n", 0, "dsmr-empty");
    assertRefused(
        Telegrams.of("0-0:1.0.0(251326120000S)", "1-0:1.8.1(000001.000*kWh)"), 3, "dsmr-time");
    assertRefused(
        Telegrams.of("0-0:1.0.0(250601120000S)", "1-0:1.8.1(000001.000*m3)"), 4, "dsmr-value");
    assertRefused(
        Telegrams.of("0-0:1.0.0(250601120000S)", "1-0:1.8.1(000001.000*kWh"), 4, "dsmr-line");
    assertRefused(
        Telegrams.of("0-0:1.0.0(250601120000S)", "1-0:99.97.0(2)(0-0:96.7.19)"),
        4,
        "dsmr-power-failures");
    assertRefused(
        Telegrams.of("0-0:1.0.0(251026023000)", "1-0:1.8.1(000001.000*kWh)"), 3, "dsmr-time");
  }

  @Test
  void shouldReadOrRefuseMutatedTelegrams() throws IOException, InterruptedException {
    List<byte[]> corpus = new ArrayList<>(Telegrams.samples().values());
    // Without their checksum, so that mutations reach what lies behind it.
    for (byte[] sample : Telegrams.samples().values()) {
      String text = new String(sample, StandardCharsets.ISO_8859_1);
      corpus.add(text.replaceAll("(?m)^!.*$", "!").getBytes(StandardCharsets.ISO_8859_1));
    }
    FormatFuzzing.run(FORMAT, OPTIONS.withReceivedAt(RECEIVED), corpus, 20_250_303L);
  }

  private static void assertRefused(String text, long line, String code) {
    FormatException refusal = Texts.refusal(FORMAT, OPTIONS, text);
    assertThat(refusal).as(text).isNotNull();
    assertThat(refusal.code()).as(refusal.getMessage()).isEqualTo(code);
    assertThat(refusal.line()).as(refusal.getMessage()).isEqualTo(line);
  }

  /** Sums import and export registers found by a pattern, tariffs only where no total is. */
  private static void checkEnergy(String name, byte[] sample, KeepingSink sink) {
    String text = new String(sample, StandardCharsets.ISO_8859_1);
    BigDecimal expected = BigDecimal.ZERO;
    for (String channel : List.of("1", "2")) {
      BigDecimal total = null;
      BigDecimal tariffs = BigDecimal.ZERO;
      Matcher matcher =
          Pattern.compile("(?m)^1-0:" + channel + "\\.8\\.(\\d)(?:\\*255)?\\(([0-9.]+)\\*(k?)Wh\\)")
              .matcher(text);
      while (matcher.find()) {
        BigDecimal wh =
            new BigDecimal(matcher.group(2)).movePointRight(matcher.group(3).isEmpty() ? 0 : 3);
        if (matcher.group(1).equals("0")) {
          total = wh;
        } else {
          tariffs = tariffs.add(wh);
        }
      }
      expected = expected.add(total == null ? tariffs : total);
    }
    BigDecimal read =
        sink.registers.stream().map(KeepingSink::value).reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(read).as(name).isEqualByComparingTo(expected);
  }
}
