package io.commonwatt.ingestion.format.nem12;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.Quality;
import io.commonwatt.contracts.reading.Unit;
import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.FormatOptions;
import io.commonwatt.ingestion.format.IntervalValue;
import io.commonwatt.ingestion.format.KeepingSink;
import io.commonwatt.ingestion.format.RegisterValue;
import io.commonwatt.ingestion.format.Texts;
import io.commonwatt.ingestion.format.ValidatedValue;
import io.commonwatt.ingestion.format.ValidatedValues;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Nem12FormatTest {

  private static final String HEADER = "100,NEM12,202501010000,MDP1,RET1\n";
  private static final String STREAM = "200,NMI0000001,E1B1,E1,E1,,M1,KWH,30,\n";
  private static final Nem12Format FORMAT = new Nem12Format();
  private static final FormatOptions OPTIONS = FormatOptions.defaults();

  @Test
  void shouldReadADayInMarketTimeWithoutDaylightSaving() {
    // 2025-01-15 is daylight saving time in Sydney: market time stays at UTC+10.
    KeepingSink sink =
        read(HEADER + STREAM + "300,20250115," + values(48, "0.125") + ",A,,,,\n900\n");

    assertThat(sink.intervals).hasSize(48);
    IntervalValue first = sink.intervals.get(0);
    assertThat(first)
        .isEqualTo(
            new IntervalValue(
                "NMI0000001",
                "E1",
                Channel.IMPORT,
                Instant.parse("2025-01-14T14:00:00Z"),
                1800,
                125,
                0,
                Unit.WATT_HOUR,
                "nem12:A",
                3));
    assertThat(sink.intervals.get(47).start()).isEqualTo("2025-01-15T13:30:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "Australia/Sydney, 2024-10-06",
    "Australia/Sydney, 2025-04-06",
    "Europe/London, 2025-03-30",
    "Europe/London, 2025-10-26",
    "America/New_York, 2025-03-09",
    "America/New_York, 2025-11-02",
  })
  void shouldHave24HoursOfMarketTimeOnDaysOf23And25Hours(String zone, LocalDate day) {
    FormatOptions options = OPTIONS.withZone(ZoneId.of(zone));
    String date = day.toString().replace("-", "");
    Instant from = day.atStartOfDay().toInstant(ZoneOffset.ofHours(10));
    KeepingSink sink =
        Texts.read(
            FORMAT,
            options,
            HEADER + STREAM + "300," + date + "," + values(48, "1") + ",A,,,,\n900\n");

    assertThat(sink.intervals).hasSize(48);
    for (int i = 0; i < 48; i++) {
      assertThat(sink.intervals.get(i).start()).isEqualTo(from.plusSeconds(1800L * i));
    }
    // The hour that clocks skip or repeat, as the times of two register readings.
    KeepingSink registers =
        Texts.read(
            new Nem13Format(),
            options,
            "100,NEM13,200401101030,MDA1,Ret1\n250,N1,11,1,11,11,MET1,E,00001.0,"
                + date
                + "013000,A,,,00002.0,"
                + date
                + "023000,A,,,1,kWh,20990407,20990408100333,\n900\n");
    assertThat(registers.registers)
        .extracting(RegisterValue::at)
        .containsExactly(from.plusSeconds(5_400), from.plusSeconds(9_000));
  }

  @Test
  void shouldTakeQualitiesOfAVariableDayFromItsRanges() {
    KeepingSink sink =
        read(
            HEADER
                + STREAM
                + "300,20250115,"
                + values(48, "2")
                + ",V,,,,\n400,1,20,F14,76,\n400,21,24,A,,\n400,25,48,S14,1,\n900\n");

    assertThat(sink.intervals.get(19).sentQuality()).isEqualTo("nem12:F14,nem12-reason:76");
    assertThat(sink.intervals.get(20).sentQuality()).isEqualTo("nem12:A");
    assertThat(sink.intervals.get(47).sentQuality()).isEqualTo("nem12:S14,nem12-reason:1");
  }

  @Test
  void shouldReadUnitsAndPassOverWhatIsNoEnergy() {
    KeepingSink sink =
        read(
            HEADER
                + "200,N,,,B1,,,MWH,15,\n300,20250115,"
                + values(96, "0.0005")
                + ",A\n200,N,,,E1,,,kW,30,\n300,20250115,"
                + values(48, "1.5")
                + ",A\n200,N,,,Q1,,,kvarh,30,\n300,20250115,"
                + values(48, "7")
                + ",A\n500,O,S01009,20250310121004,001123.5\n900\n");

    assertThat(sink.intervals.subList(0, 96))
        .allSatisfy(
            value -> {
              assertThat(value.channel()).isEqualTo(Channel.EXPORT);
              assertThat(KeepingSink.value(value)).isEqualByComparingTo("500");
            });
    assertThat(sink.intervals.subList(96, 144))
        .allSatisfy(
            value -> {
              assertThat(value.unit()).isEqualTo(Unit.WATT);
              assertThat(KeepingSink.value(value)).isEqualByComparingTo("1500");
            });
    assertThat(sink.passedOver).containsExactly("index read of Q1 x1", "Q1 (kvarh) x48");
  }

  @Test
  void shouldRefuseByLineAndRule() {
    String day = "300,20250115," + values(48, "1") + ",A,,,,\n";
    assertRefused("", 0, "nem12-header");
    assertRefused(STREAM + day + "900\n", 1, "nem12-header");
    assertRefused("100,NEM13,1,a,b\n900\n", 1, "nem12-header");
    assertRefused(HEADER + STREAM + day, 3, "nem12-end");
    assertRefused(HEADER + "900\n" + STREAM, 3, "nem12-end");
    assertRefused(HEADER + day + "900\n", 2, "nem12-sequence");
    assertRefused(HEADER + STREAM + "400,1,48,A,,\n900\n", 3, "nem12-sequence");
    assertRefused(HEADER + STREAM + "777,1\n900\n", 3, "nem12-record");
    assertRefused(HEADER + STREAM.replace("KWH", "BTU") + day, 2, "nem12-unit");
    assertRefused(HEADER + STREAM.replace(",30", ",7") + day, 2, "nem12-interval-length");
    assertRefused(HEADER + STREAM + day.replace("20250115", "20250230") + "900\n", 3, "nem12-date");
    assertRefused(HEADER + STREAM + day.replace("1,1,1,A", "1,x,1,A"), 3, "nem12-value");
    assertRefused(HEADER + STREAM + day.replace("1,1,1,A", "1,1,A"), 3, "nem12-interval-count");
    assertRefused(HEADER + STREAM + day.replace("1,A", "1,1,A"), 3, "nem12-interval-count");
    assertRefused(HEADER + STREAM + day.replace(",A,", ",Z,"), 3, "nem12-quality");
    assertRefused(
        HEADER + STREAM + day.replace(",A,", ",V,") + "400,1,47,A,,\n900\n",
        3,
        "nem12-quality-range");
    assertRefused(
        HEADER + STREAM + day.replace(",A,", ",V,") + "400,1,48,A,,\n400,9,9,N,,\n900\n",
        5,
        "nem12-quality-range");
  }

  @Test
  void shouldSayWhatIsWrongAndWhatWasExpected() {
    FormatException refusal =
        Texts.refusal(FORMAT, OPTIONS, HEADER + STREAM.replace("KWH", "BTU") + "900\n");

    assertThat(refusal)
        .hasMessage(
            "Line 2: record 200 of NMI 'NMI0000001', suffix E1 has unit 'BTU'; expected Wh, kWh,"
                + " MWh, W, kW or MW");
  }

  @Test
  void shouldReadRegistersOfAccumulationMeters() {
    KeepingSink sink =
        Texts.read(
            new Nem13Format(),
            OPTIONS,
            "100,NEM13,200401101030,MDA1,Ret1\n"
                + "250,VABC005890,11,1,11,11,MET1,E,99990.8,20031005093055,A,,,"
                + "00010.9,20040107100333,A,,,20.1,kWh,20040407,20040108100333,\n"
                + "550,N,,E,\n"
                + "250,VABC005890,11,1,11,11,MET1,E,00010.9,20040107100333,A,,,"
                + "00110.9,20040407100333,E65,,,100,kWh,20040707,20040408100333,\n900\n");

    assertThat(sink.registers).hasSize(3);
    assertThat(sink.registers.get(0))
        .isEqualTo(
            new RegisterValue(
                "VABC005890",
                "11/MET1",
                Channel.IMPORT,
                Instant.parse("2003-10-04T23:30:55Z"),
                999908,
                2,
                "nem12:A",
                2));
    assertThat(KeepingSink.value(sink.registers.get(2))).isEqualByComparingTo("110900");
    assertThat(sink.registers.get(2).sentQuality()).isEqualTo("nem12:E65");
  }

  @Test
  void shouldReadBackWhatItWrites() {
    for (int lengthSeconds : new int[] {300, 900, 1800}) {
      List<ValidatedValue> values =
          ValidatedValues.of(7, Instant.parse("2025-03-01T14:00:00Z"), 3, lengthSeconds);
      byte[] document =
          Texts.write(new Nem12Writer(Instant.parse("2025-03-09T00:00:00Z"), "ME", "YOU"), values);

      KeepingSink sink = Texts.read(FORMAT, OPTIONS, document);

      assertThat(backOf(sink.intervals)).isEqualTo(textOf(values));
    }
  }

  @Test
  void shouldWriteIntervalsThatAreNotThereAsNull() {
    List<ValidatedValue> day =
        ValidatedValues.of(1, Instant.parse("2025-03-01T14:00:00Z"), 1, 1800).subList(0, 48);
    List<ValidatedValue> holes = new ArrayList<>(day);
    holes.subList(10, 20).clear();

    KeepingSink sink =
        Texts.read(
            FORMAT, OPTIONS, Texts.write(new Nem12Writer(Instant.EPOCH, "ME", "YOU"), holes));

    assertThat(sink.intervals).hasSize(48);
    for (int i = 10; i < 20; i++) {
      assertThat(sink.intervals.get(i).mantissa()).isZero();
      assertThat(sink.intervals.get(i).sentQuality()).isEqualTo("nem12:N");
    }
  }

  @Test
  void shouldRefuseToWriteHours() {
    List<ValidatedValue> hours =
        ValidatedValues.of(1, Instant.parse("2025-03-01T14:00:00Z"), 1, 3600);

    assertThat(
            org.assertj.core.api.Assertions.catchThrowableOfType(
                FormatException.class,
                () -> Texts.write(new Nem12Writer(Instant.EPOCH, "ME", "YOU"), hours)))
        .hasMessageContaining("has intervals of 3600 s; NEM12 knows 5, 15 and 30 minutes");
  }

  private static List<String> textOf(List<ValidatedValue> values) {
    return values.stream()
        .map(
            value ->
                String.join(
                    "|",
                    value.usagePoint(),
                    value.channel().code(),
                    value.start().toString(),
                    Integer.toString(value.lengthSeconds()),
                    Long.toString(value.energyWh()),
                    value.quality().name()))
        .toList();
  }

  private static List<String> backOf(List<IntervalValue> values) {
    return values.stream()
        .map(
            value ->
                String.join(
                    "|",
                    value.meter(),
                    value.channel().code(),
                    value.start().toString(),
                    Integer.toString(value.lengthSeconds()),
                    new BigDecimal(KeepingSink.value(value).toBigIntegerExact()).toPlainString(),
                    Nem12Quality.summary(value.sentQuality()).map(Quality::name).orElse("?")))
        .toList();
  }

  private static KeepingSink read(String text) {
    return Texts.read(FORMAT, OPTIONS, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertRefused(String text, long line, String code) {
    FormatException refusal = Texts.refusal(FORMAT, OPTIONS, text);
    assertThat(refusal).as(text).isNotNull();
    assertThat(refusal.code()).as(refusal.getMessage()).isEqualTo(code);
    assertThat(refusal.line()).as(refusal.getMessage()).isEqualTo(line);
  }

  private static String values(int count, String value) {
    return String.join(",", Collections.nCopies(count, value));
  }
}
