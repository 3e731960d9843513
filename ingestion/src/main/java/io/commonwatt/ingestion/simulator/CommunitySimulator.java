package io.commonwatt.ingestion.simulator;

import io.commonwatt.contracts.community.CommunityFileWriter;
import io.commonwatt.contracts.reading.Channel;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Writes a simulated run as the files a utility would send.
 *
 * <pre>
 * community.yaml                        who and what exists
 * readings/&lt;feeder&gt;/&lt;day&gt;.csv            meter readings
 * events/&lt;day&gt;.csv                      meter events
 * weather/observed/&lt;day&gt;.csv            hourly weather
 * weather/forecast/&lt;day&gt;.csv            a forecast every 6 h, 60 h ahead
 * prices/&lt;day&gt;.csv                      day-ahead prices
 * faults.csv                            what was planted, with the truth
 * manifest.json                         settings and counts
 * </pre>
 *
 * <p>A file holds what arrived on its UTC day, in order of arrival; the files close an hour after
 * the run's end. Same settings and rates, same bytes. Thread-safe: it has no state.
 */
public final class CommunitySimulator {

  private CommunitySimulator() {}

  /** Writes a run with the usual faults. */
  public static void write(SimulationSettings settings, Path folder) {
    write(settings, FaultRates.DEFAULT, folder);
  }

  /**
   * Writes a run.
   *
   * @param folder is made; must be empty or absent
   * @throws IllegalArgumentException when the folder holds something already
   * @throws UncheckedIOException when it cannot be written
   */
  public static void write(SimulationSettings settings, FaultRates rates, Path folder) {
    try {
      requireEmpty(folder);
      Files.createDirectories(folder);
      Neighbourhood neighbourhood = new Neighbourhood(settings);
      Incidents incidents = new Incidents(settings);
      CommunityFileWriter.write(
          new SimulatedRegistry(neighbourhood, incidents).build(),
          folder.resolve("community.yaml"));
      SortedMap<String, Long> faults = new TreeMap<>();
      long readings = writeReadings(neighbourhood, incidents, rates, folder, faults);
      EventFiles.write(neighbourhood, incidents, folder);
      WeatherFiles.write(neighbourhood, folder);
      PriceFiles.write(settings, folder);
      Manifest.write(settings, readings, faults, folder.resolve(Manifest.FILE));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the simulated run to " + folder, e);
    }
  }

  private static void requireEmpty(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> content = Files.list(folder)) {
        if (content.findAny().isPresent()) {
          throw new IllegalArgumentException(
              "Folder " + folder + " is not empty; name a new one or empty it");
        }
      }
    }
  }

  private static long writeReadings(
      Neighbourhood neighbourhood,
      Incidents incidents,
      FaultRates rates,
      Path folder,
      SortedMap<String, Long> faults)
      throws IOException {
    long lines = 0;
    try (BufferedWriter faultFile =
        Files.newBufferedWriter(folder.resolve("faults.csv"), StandardCharsets.UTF_8)) {
      faultFile.write(PlantedFault.HEADER + '\n');
      for (String feeder : neighbourhood.feeders()) {
        List<PlantedFault> planted = new ArrayList<>();
        lines += writeFeeder(neighbourhood, incidents, rates, feeder, folder, planted);
        for (PlantedFault fault : planted) {
          faultFile.write(fault.line() + '\n');
          faults.merge(fault.fault().code(), 1L, Long::sum);
        }
      }
    }
    return lines;
  }

  private static long writeFeeder(
      Neighbourhood neighbourhood,
      Incidents incidents,
      FaultRates rates,
      String feeder,
      Path folder,
      List<PlantedFault> planted)
      throws IOException {
    SimulationSettings settings = neighbourhood.settings();
    DayFiles<SentReading> files =
        new DayFiles<>(
            folder.resolve("readings").resolve(feeder),
            SentReading.HEADER,
            SentReading::receivedAt,
            SentReading::line,
            SentReading.ARRIVAL,
            settings.closesAt());
    FaultyMeter meter =
        new FaultyMeter(
            settings,
            rates,
            incidents,
            files::add,
            fault -> plant(fault, settings.closesAt(), planted));
    boolean outage = neighbourhood.feederOf(incidents.outageHome()).equals(feeder);
    Strangers strangers = new Strangers(neighbourhood, incidents, feeder);
    for (int day = 0; day < settings.days(); day++) {
      LocalDate date = settings.from().plusDays(day);
      for (SimulatedHome home : neighbourhood.homesOn(feeder)) {
        for (Channel channel : Neighbourhood.channelsOf(home)) {
          meter.send(home, channel, date.toEpochDay(), outage);
        }
      }
      strangers.send(date, files::add, planted::add);
      files.writeThrough(date);
    }
    files.writeAll();
    planted.sort(Comparator.comparing(PlantedFault::start).thenComparing(PlantedFault::meter));
    return files.lines();
  }

  /** What the closing time cut off was not sent; only its absence is a fault then. */
  private static void plant(PlantedFault fault, Instant closesAt, List<PlantedFault> planted) {
    boolean cut = fault.receivedAt() != null && !fault.receivedAt().isBefore(closesAt);
    if (!cut) {
      planted.add(fault);
    } else {
      planted.add(fault.neverArrived());
    }
  }
}
