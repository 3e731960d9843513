package io.commonwatt.ingestion.door.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.contracts.reading.Unit;
import io.commonwatt.ingestion.door.DoorSources;
import io.commonwatt.ingestion.door.OpenOptions;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What is written into tables is what is read, however they are laid out. */
class TableFolderProperties {

  private static final ZoneId ZONE = ZoneId.of("Europe/London");

  /** Two days before the clock goes back, so that local tables have the repeated hour. */
  private static final Instant FROM = Instant.parse("2025-10-25T00:00:00Z");

  private static final int METERS = 4;
  private static final int STEP = 1800;

  @Property(tries = 60)
  void shouldReadWhatWasWritten(
      @ForAll("values") List<BigDecimal> values,
      @ForAll Layout layout,
      @ForAll boolean power,
      @ForAll @IntRange(min = 0, max = 5) int gapEvery,
      @ForAll long seed)
      throws IOException {
    Path folder = Files.createTempDirectory("tables");
    try {
      TreeMap<String, TreeMap<Instant, BigDecimal>> written = new TreeMap<>();
      for (int i = 0; i < values.size(); i++) {
        Instant start = FROM.plusSeconds((long) STEP * (i / METERS));
        TreeMap<Instant, BigDecimal> ofMeter =
            written.computeIfAbsent("m" + i % METERS, meter -> new TreeMap<>());
        if (gapEvery == 0 || i % (gapEvery + 1) != gapEvery) {
          ofMeter.put(start, values.get(i));
        }
      }
      written.values().removeIf(TreeMap::isEmpty);
      layout.write(folder, written, power ? "W" : "kWh", new Random(seed));

      Map<String, TreeMap<Instant, BigDecimal>> read = new TreeMap<>();
      DoorSources.openReadings(folder, OpenOptions.all(7))
          .records()
          .forEachRemaining(
              record -> {
                if (record instanceof RawReading reading) {
                  assertThat(reading.unit()).isEqualTo(power ? Unit.WATT : Unit.WATT_HOUR);
                  assertThat(reading.channel()).isEqualTo(Channel.CONSUMPTION);
                  BigDecimal value =
                      BigDecimal.valueOf(reading.mantissa(), -reading.powerOfTen())
                          .movePointLeft(power ? 0 : 3)
                          .stripTrailingZeros();
                  assertThat(
                          read.computeIfAbsent(reading.meter(), meter -> new TreeMap<>())
                              .put(reading.start(), value))
                      .isNull();
                }
              });
      assertThat(read).isEqualTo(written);
    } finally {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  @Provide
  Arbitrary<List<BigDecimal>> values() {
    return Arbitraries.bigDecimals()
        .between(new BigDecimal("-5"), new BigDecimal("9000"))
        .ofScale(4)
        .map(BigDecimal::stripTrailingZeros)
        .list()
        .ofMinSize(METERS)
        .ofMaxSize(METERS * 100);
  }

  /** Ways to lay the same values out. */
  enum Layout {
    LONG_SHUFFLED {
      @Override
      void write(
          Path folder,
          TreeMap<String, TreeMap<Instant, BigDecimal>> values,
          String unit,
          Random random)
          throws IOException {
        List<String> rows = new ArrayList<>();
        values.forEach(
            (meter, series) ->
                series.forEach(
                    (start, value) ->
                        rows.add(meter + ';' + start + ';' + text(value).replace('.', ','))));
        Collections.shuffle(rows, random);
        Files.writeString(
            folder.resolve("mapping.yaml"),
            """
            file: {separator: ";", decimal: ","}
            time: {column: at, length: PT30M}
            meter: {column: who}
            channel: {value: consumption}
            value: {column: what, unit: %s}
            """
                .formatted(unit));
        int half = rows.size() / 2;
        writeRows(folder.resolve("one.csv"), "who;at;what", rows.subList(0, half));
        writeRows(folder.resolve("two.csv"), "who;at;what", rows.subList(half, rows.size()));
      }
    },
    WIDE_LOCAL_ENDS {
      @Override
      void write(
          Path folder,
          TreeMap<String, TreeMap<Instant, BigDecimal>> values,
          String unit,
          Random random)
          throws IOException {
        List<Instant> starts =
            values.values().stream().flatMap(s -> s.keySet().stream()).distinct().sorted().toList();
        List<String> rows = new ArrayList<>();
        for (Instant start : starts) {
          LocalDateTime end = LocalDateTime.ofInstant(start.plusSeconds(STEP), ZONE);
          StringBuilder row = new StringBuilder(end.toString());
          for (TreeMap<Instant, BigDecimal> series : values.values()) {
            row.append(',').append(series.containsKey(start) ? text(series.get(start)) : "null");
          }
          rows.add(row.toString());
        }
        Files.writeString(
            folder.resolve("mapping.yaml"),
            """
            files: [wide.csv]
            layout: columns
            file: {missing: ["null"]}
            time: {column: end, zone: Europe/London, marks: end, length: PT30M}
            channel: {value: consumption}
            value: {unit: %s}
            columns: [{column: "*"}]
            """
                .formatted(unit));
        writeRows(folder.resolve("wide.csv"), "end," + String.join(",", values.keySet()), rows);
      }
    };

    abstract void write(
        Path folder,
        TreeMap<String, TreeMap<Instant, BigDecimal>> values,
        String unit,
        Random random)
        throws IOException;

    private static String text(BigDecimal value) {
      return value.toPlainString();
    }

    private static void writeRows(Path file, String header, List<String> rows) throws IOException {
      Files.writeString(file, header + '\n' + String.join("\n", rows) + '\n');
    }
  }
}
