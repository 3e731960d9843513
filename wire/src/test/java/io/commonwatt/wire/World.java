package io.commonwatt.wire;

import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.price.Price;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.contracts.reading.Unit;
import io.commonwatt.contracts.step.Inputs;
import io.commonwatt.contracts.step.StepDriver;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/**
 * Seeded readings and prices of a few communities, with silent hours, and what {@link TallyStep}
 * makes of them in the plain loop.
 */
public record World(long seed, int hours) {

  public static final Instant FROM = Instant.parse("2025-05-01T00:00:00Z");
  public static final List<String> PLACEMENTS = List.of("c1", "c2", "c3", "c4", "c5");
  public static final List<Topic<?>> IN = List.of(Topics.RAW_READING, Topics.PRICE);
  public static final List<Topic<?>> OUT =
      List.of(Topics.AGGREGATED_MEASURE, Topics.READING_EXCEPTION, Topics.REJECTED);

  private static final int HOUR = 3600;

  /** End of the world. */
  public Instant to() {
    return FROM.plusSeconds((long) hours * HOUR);
  }

  /** Everything that becomes known, in order. */
  public List<Travelling> records() {
    Random random = new Random(seed);
    List<Travelling> records = new ArrayList<>();
    for (int hour = 0; hour < hours; hour++) {
      Instant start = FROM.plusSeconds((long) hour * HOUR);
      for (String placement : PLACEMENTS) {
        int readings = random.nextInt(4);
        for (int i = 0; i < readings; i++) {
          Instant knownAt = start.plusMillis(1 + random.nextInt(HOUR * 1000));
          records.add(reading(placement, hour * 10 + i, start, random.nextInt(5000), knownAt));
        }
      }
      if (hour % 6 == 0) {
        records.add(price(start, random.nextInt(30_000)));
      }
    }
    records.sort(Inputs.ORDER);
    return records;
  }

  /** A reading of the meter of a placement. */
  public static RawReading reading(
      String placement, int sequence, Instant start, long wattHours, Instant knownAt) {
    return new RawReading(
        "world",
        "world-" + placement,
        sequence,
        "meter-" + placement,
        Channel.CONSUMPTION,
        start,
        HOUR,
        wattHours,
        0,
        Unit.WATT_HOUR,
        0,
        "",
        knownAt,
        placement);
  }

  /** A price known one millisecond into its hour. */
  public static Price price(Instant start, long milliCent) {
    return new Price("market", start, HOUR, "EUR", milliCent, 0, 0, start.plusMillis(1));
  }

  /** What leaves the step, each with its topic, sorted. */
  public List<String> expected() {
    StepDriver<TallyStep.Tally> driver = new StepDriver<>(new TallyStep());
    for (Travelling record : records()) {
      for (String placement : record instanceof Price ? PLACEMENTS : List.of(record.placement())) {
        driver.file(placement, record);
      }
    }
    List<Travelling> outputs = new ArrayList<>();
    driver.advanceTo(to(), outputs::add);
    return lines(outputs);
  }

  /** Records as comparable lines, sorted. */
  public static List<String> lines(List<? extends Travelling> records) {
    return records.stream()
        .map(record -> record.id() + ' ' + HexFormat.of().formatHex(Wire.encode(record)))
        .sorted()
        .toList();
  }

  /** The same records, mixed: any order within the hour in which they became known. */
  public List<Travelling> shuffledWithinHours(long order) {
    Random random = new Random(order);
    TreeMap<Instant, List<Travelling>> byHour = new TreeMap<>();
    for (Travelling record : records()) {
      byHour
          .computeIfAbsent(
              new TallyStep().stepAtOrAfter(record.knownAt()), hour -> new ArrayList<>())
          .add(record);
    }
    List<Travelling> mixed = new ArrayList<>();
    for (List<Travelling> hour : byHour.values()) {
      java.util.Collections.shuffle(hour, random);
      mixed.addAll(hour);
    }
    return mixed;
  }
}
