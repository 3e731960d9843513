package io.commonwatt.ingestion.format.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.Quality;
import io.commonwatt.ingestion.format.Format;
import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.FormatWriter;
import io.commonwatt.ingestion.format.IntervalValue;
import io.commonwatt.ingestion.format.ValidatedValue;
import io.commonwatt.ingestion.format.cim61968.CimQuality;
import io.commonwatt.ingestion.format.cim61968.MeterReadingsFormat;
import io.commonwatt.ingestion.format.cim61968.MeterReadingsWriter;
import io.commonwatt.ingestion.format.entsoe.EntsoeQuality;
import io.commonwatt.ingestion.format.entsoe.LoadProfileFormat;
import io.commonwatt.ingestion.format.entsoe.LoadProfileWriter;
import io.commonwatt.ingestion.format.espi.EspiFormat;
import io.commonwatt.ingestion.format.espi.EspiQuality;
import io.commonwatt.ingestion.format.espi.EspiWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What the writers write, the readers read back: the same energies, times and qualities. */
class XmlRoundTripTest {

  private static final Instant START = Instant.parse("2026-03-28T23:00:00Z");
  private static final int[] LENGTHS = {300, 900, 1_800, 3_600, 82_800, 90_000};

  @Property(tries = 60)
  void shouldReadBackGreenButton(@ForAll long seed) throws IOException {
    List<ValidatedValue> values = values(seed);
    check(
        values,
        read(new EspiFormat(), new EspiWriter(), values),
        quality -> EspiQuality.SCHEME + EspiQuality.code(quality),
        ValidatedValue::usagePoint);
  }

  @Property(tries = 60)
  void shouldReadBackMeterReadings(@ForAll long seed) throws IOException {
    List<ValidatedValue> values = values(seed);
    check(
        values,
        read(new MeterReadingsFormat(), new MeterReadingsWriter(), values),
        quality ->
            CimQuality.SCHEME + String.join("," + CimQuality.SCHEME, CimQuality.codes(quality)),
        ValidatedValue::meter);
  }

  @Property(tries = 60)
  void shouldReadBackLoadProfiles(@ForAll long seed) throws IOException {
    List<ValidatedValue> values = values(seed);
    check(
        values,
        read(new LoadProfileFormat(), new LoadProfileWriter(), values),
        quality -> EntsoeQuality.SCHEME + EntsoeQuality.code(quality),
        ValidatedValue::usagePoint);
  }

  @Test
  void shouldTellQualitiesApartAsFarAsTheCodesDo() {
    for (Quality quality : Quality.values()) {
      assertThat(CimQuality.find(new LinkedHashSet<>(CimQuality.codes(quality))))
          .as(quality.name())
          .contains(quality);
    }
    for (Quality quality :
        List.of(
            Quality.VALID,
            Quality.ESTIMATED_LINEAR,
            Quality.ESTIMATED_LIKE_DAY,
            Quality.QUESTIONABLE,
            Quality.EDITED,
            Quality.DERIVED)) {
      assertThat(EspiQuality.find(Integer.toString(EspiQuality.code(quality)))).contains(quality);
    }
    for (Quality quality :
        List.of(
            Quality.VALID,
            Quality.ESTIMATED_LINEAR,
            Quality.MISSING,
            Quality.EDITED,
            Quality.DERIVED)) {
      assertThat(EntsoeQuality.find(EntsoeQuality.code(quality))).contains(quality);
    }
  }

  @Test
  void shouldWriteEmptyDocumentsAndEscapeIds() throws IOException {
    String odd = "A/1 <&\">é%2";
    ValidatedValue value =
        new ValidatedValue(odd, odd, Channel.IMPORT, START, 900, 5, Quality.VALID, "");
    for (RecordingSink sink :
        List.of(
            read(new EspiFormat(), new EspiWriter(), List.of(value)),
            read(new MeterReadingsFormat(), new MeterReadingsWriter(), List.of(value)),
            read(new LoadProfileFormat(), new LoadProfileWriter(), List.of(value)))) {
      assertThat(sink.intervals).extracting(IntervalValue::meter).containsExactly(odd);
    }
    assertThat(read(new EspiFormat(), new EspiWriter(), List.of()).intervals).isEmpty();
    assertThat(read(new MeterReadingsFormat(), new MeterReadingsWriter(), List.of()).intervals)
        .isEmpty();
  }

  @Test
  void shouldRefuseWhatAFormatCannotSay() {
    ValidatedValue odd =
        new ValidatedValue(
            "A", "", Channel.IMPORT, START.plusMillis(500), 900, 5, Quality.VALID, "");
    assertCode(new EspiWriter(), List.of(odd), "espi-seconds");
    assertCode(new LoadProfileWriter(), List.of(odd), "entsoe-minutes");
    ValidatedValue used =
        new ValidatedValue("A", "", Channel.CONSUMPTION, START, 900, 5, Quality.VALID, "");
    ValidatedValue taken =
        new ValidatedValue("A", "", Channel.IMPORT, START, 900, 5, Quality.VALID, "");
    assertCode(new MeterReadingsWriter(), List.of(used, taken), "cim-flow-twice");
    ValidatedValue control =
        new ValidatedValue("A\u0001", "", Channel.IMPORT, START, 900, 5, Quality.VALID, "");
    assertCode(new MeterReadingsWriter(), List.of(control), "xml-text");
  }

  private static void assertCode(FormatWriter writer, List<ValidatedValue> values, String code) {
    assertThatThrownBy(() -> writer.write(values.iterator(), new ByteArrayOutputStream()))
        .isInstanceOfSatisfying(FormatException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static RecordingSink read(Format format, FormatWriter writer, List<ValidatedValue> values)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writer.write(values.iterator(), out);
    String document = out.toString(StandardCharsets.UTF_8);
    assertThat(writer.name()).isEqualTo(format.name());
    assertThat(
            format.recognises("", Arrays.copyOf(out.toByteArray(), Math.min(out.size(), 65_536))))
        .isTrue();
    if (values.isEmpty() && format instanceof LoadProfileFormat) {
      return new RecordingSink();
    }
    return RecordingSink.read(format, document);
  }

  private static void check(
      List<ValidatedValue> written,
      RecordingSink read,
      Function<Quality, String> code,
      Function<ValidatedValue, String> meter) {
    assertThat(read.passedOver).isEmpty();
    assertThat(read.intervals).hasSameSizeAs(written);
    for (int i = 0; i < written.size(); i++) {
      ValidatedValue before = written.get(i);
      IntervalValue after = read.intervals.get(i);
      assertThat(after.meter()).isEqualTo(meter.apply(before));
      assertThat(after.start()).isEqualTo(before.start());
      assertThat(after.lengthSeconds()).isEqualTo(before.lengthSeconds());
      assertThat(after.channel()).isEqualTo(before.channel());
      assertThat(BigDecimal.valueOf(after.mantissa(), -after.powerOfTen()))
          .isEqualByComparingTo(BigDecimal.valueOf(before.energyWh()));
      assertThat(after.sentQuality()).isEqualTo(code.apply(before.quality()));
    }
  }

  /** Usage points with import and export, runs of a length with gaps, every quality. */
  private static List<ValidatedValue> values(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<ValidatedValue> values = new ArrayList<>();
    int points = 1 + random.nextInt(3);
    for (int point = 0; point < points; point++) {
      for (Channel channel : List.of(Channel.IMPORT, Channel.EXPORT)) {
        int length = LENGTHS[random.nextInt(LENGTHS.length)];
        Instant at = START.plusSeconds(60L * random.nextInt(10_000));
        int count = random.nextInt(200);
        for (int i = 0; i < count; i++) {
          Quality quality = Quality.values()[random.nextInt(Quality.values().length)];
          long energy = random.nextInt(4) == 0 ? 0 : random.nextLong(1L << random.nextInt(1, 50));
          values.add(
              new ValidatedValue(
                  "P" + point, "M" + point, channel, at, length, energy, quality, "linear"));
          at = at.plusSeconds(length * (random.nextInt(20) == 0 ? 3L : 1L));
        }
      }
    }
    if (values.isEmpty()) {
      values.add(new ValidatedValue("P", "M", Channel.IMPORT, START, 900, 1, Quality.VALID, ""));
    }
    return values;
  }
}
