package io.commonwatt.ingestion.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonwatt.contracts.community.CommunityFile;
import io.commonwatt.contracts.community.CommunityFileReader;
import io.commonwatt.contracts.community.MeterInstallation;
import io.commonwatt.contracts.community.Resource;
import io.commonwatt.ingestion.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommunitySimulatorTest {

  /** Many faults, so that every kind is there in a few days. */
  private static final FaultRates BAD =
      new FaultRates(0.03, 0.01, 0.01, 0.005, 0.01, 0.01, 0.01, 0.2, 0.05, 0.05);

  @TempDir Path folder;

  @Test
  void shouldWriteTheSameBytesForTheSameSeed() {
    CommunitySimulator.write(SimulationSettings.of(24, 4, 7), folder.resolve("one"));
    CommunitySimulator.write(SimulationSettings.of(24, 4, 7), folder.resolve("two"));
    assertThat(Folders.content(folder.resolve("one")))
        .isEqualTo(Folders.content(folder.resolve("two")));
  }

  @Test
  void shouldWriteOtherReadingsWeatherAndPricesForAnotherSeed() {
    CommunitySimulator.write(SimulationSettings.of(2, 2, 7), folder.resolve("one"));
    CommunitySimulator.write(SimulationSettings.of(2, 2, 8), folder.resolve("two"));
    Map<String, String> one = Folders.content(folder.resolve("one"));
    Map<String, String> two = Folders.content(folder.resolve("two"));
    for (String file :
        List.of(
            "readings/community-01-feeder-a/2025-05-01.csv",
            "weather/observed/2025-05-01.csv",
            "weather/forecast/2025-05-01.csv",
            "prices/2025-05-01.csv")) {
      assertThat(one.get(file)).isNotEqualTo(two.get(file)).isNotEmpty();
    }
  }

  @Test
  void shouldGiveAHomeTheSameReadingsHoweverManyHomesAndDaysThereAre() {
    CommunitySimulator.write(SimulationSettings.of(7, 8, 7), folder.resolve("small"));
    CommunitySimulator.write(SimulationSettings.of(30, 12, 7), folder.resolve("large"));
    assertThat(linesOfSeventhHome("small"))
        .hasSizeGreaterThan(600)
        .isEqualTo(linesOfSeventhHome("large"));
  }

  @Test
  void shouldGiveADayTheSameLoadWhereverTheRunStarts() {
    SimulationSettings early = SimulationSettings.of(3, 6, 7);
    SimulationSettings late = new SimulationSettings(3, 3, 7, early.from().plusDays(3), 30, 20);
    CommunitySimulator.write(early, FaultRates.NONE, folder.resolve("early"));
    CommunitySimulator.write(late, FaultRates.NONE, folder.resolve("late"));
    Function<String, List<String>> fourthDay =
        run ->
            Folders.readingLines(folder.resolve(run)).stream()
                .filter(line -> line.startsWith("meter-0001,consumption,2025-05-04"))
                .toList();
    assertThat(fourthDay.apply("early")).hasSize(48).isEqualTo(fourthDay.apply("late"));
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 30, 60})
  void shouldMeasureTheSameEnergyAtEveryStep(int minutes) {
    SimulationSettings settings =
        new SimulationSettings(1, 2, 7, SimulationSettings.DEFAULT_FROM, minutes, 20);
    CommunitySimulator.write(settings, FaultRates.NONE, folder.resolve("run"));
    long sum =
        Folders.readingLines(folder.resolve("run")).stream()
            .filter(line -> line.startsWith("meter-0001,generation,2025-05-01"))
            .mapToLong(line -> Long.parseLong(line.split(",")[4]))
            .sum();
    SimulatedHome home = new Neighbourhood(settings).homes().get(0);
    double expected = 0;
    for (double quarter : home.generationWh(settings.from().toEpochDay())) {
      expected += quarter;
    }
    assertThat(sum).isEqualTo((long) StrictMath.floor(expected));
  }

  @Test
  void shouldListEveryPlantedFaultAndNoOther() throws IOException {
    CommunitySimulator.write(SimulationSettings.of(24, 12, 7), BAD, folder.resolve("bad"));
    CommunitySimulator.write(
        SimulationSettings.of(24, 12, 7), FaultRates.NONE, folder.resolve("good"));
    Map<String, Long> sent = count(Folders.readingLines(folder.resolve("bad")));
    List<String[]> faults =
        Files.readAllLines(folder.resolve("bad/faults.csv")).stream()
            .skip(1)
            .map(line -> line.split(",", -1))
            .toList();
    for (String[] fault : faults) {
      String key = String.join(",", fault[2], fault[3], fault[4], fault[5]);
      if (fault[7].isEmpty()) {
        assertThat(sent.keySet())
            .as(String.join(",", fault))
            .noneMatch(line -> line.startsWith(key + ','));
      } else {
        String line = key + ',' + fault[7].replace(' ', ',') + ',' + fault[8];
        assertThat(sent)
            .as(String.join(",", fault))
            .containsEntry(line, fault[0].equals("duplicate") ? 2L : 1L);
      }
    }
    assertThat(faults.stream().map(fault -> fault[0]).distinct())
        .containsExactlyInAnyOrder(
            "late",
            "spike",
            "unit-error",
            "negative",
            "duplicate",
            "correction",
            "gap",
            "frozen",
            "outage",
            "unknown-meter",
            "clock-wrong");
    assertThat(wrongKeys(folder.resolve("good"), sent))
        .isEqualTo(
            faults.stream()
                .filter(fault -> !List.of("late", "duplicate", "outage").contains(fault[0]))
                .map(fault -> String.join(",", fault[2], fault[3], fault[4]))
                .filter(
                    key ->
                        !key.contains("unknown")
                            && !key.contains(",1999-")
                            && !key.contains(",2099-"))
                .collect(Collectors.toSet()));
  }

  @Test
  void shouldSendNothingDuringTheOutageAndSayWhy() throws IOException {
    CommunitySimulator.write(
        SimulationSettings.of(6, 12, 7), FaultRates.NONE, folder.resolve("run"));
    List<String> events = Files.readAllLines(folder.resolve("run/events/2025-05-10.csv"));
    List<String> out =
        events.stream()
            .filter(line -> line.contains("POWER_FAIL"))
            .map(line -> line.split(",")[0])
            .toList();
    assertThat(out).containsExactlyInAnyOrder("meter-0002", "meter-0003", "meter-0005-b");
    assertThat(events.stream().filter(line -> line.contains("POWER_RESTORE"))).hasSize(3);
    for (String start : List.of("17:00", "17:30", "18:00")) {
      assertThat(
              Folders.readingLines(folder.resolve("run")).stream()
                  .filter(line -> line.contains(",2025-05-10T" + start + ":00Z,1800,"))
                  .map(line -> line.split(",")[0])
                  .distinct())
          .containsExactlyInAnyOrder("meter-0001", "meter-0004", "meter-0006");
    }
  }

  @Test
  void shouldExchangeAMeterMidRun() throws IOException {
    CommunitySimulator.write(
        SimulationSettings.of(6, 12, 7), FaultRates.NONE, folder.resolve("run"));
    CommunityFile file = CommunityFileReader.read(folder.resolve("run/community.yaml"));
    Instant exchanged = Instant.parse("2025-05-07T10:00:00Z");
    List<MeterInstallation> meters =
        file.meterInstallations().stream().filter(m -> m.usagePoint().equals("home-0005")).toList();
    assertThat(meters).hasSize(2);
    assertThat(meters.get(0).to()).isEqualTo(exchanged).isEqualTo(meters.get(1).from());
    List<String> lines = Folders.readingLines(folder.resolve("run"));
    assertThat(lines.stream().filter(line -> line.startsWith("meter-0005,")))
        .allMatch(line -> Instant.parse(line.split(",")[2]).isBefore(exchanged));
    assertThat(lines.stream().filter(line -> line.startsWith("meter-0005-b,")))
        .isNotEmpty()
        .allMatch(line -> !Instant.parse(line.split(",")[2]).isBefore(exchanged));
    assertThat(Files.readString(folder.resolve("run/events/2025-05-07.csv")))
        .contains("meter-0005-b,METER_EXCHANGED,2025-05-07T10:00:00Z");
  }

  @Test
  void shouldGiveEveryCommunityTwoFeedersAndAllKindsOfResources() throws IOException {
    CommunitySimulator.write(SimulationSettings.of(40, 1, 7), folder.resolve("run"));
    CommunityFile file = CommunityFileReader.read(folder.resolve("run/community.yaml"));
    assertThat(file.simulatedResources()).isFalse();
    assertThat(file.communities()).hasSize(2);
    assertThat(file.feeders()).hasSize(4);
    Map<Resource.Type, Long> kinds =
        file.resources().stream()
            .collect(Collectors.groupingBy(Resource::type, Collectors.counting()));
    assertThat(kinds)
        .containsEntry(Resource.Type.PV, 20L)
        .containsEntry(Resource.Type.BATTERY, 14L)
        .containsEntry(Resource.Type.HEAT_PUMP, 10L)
        .containsEntry(Resource.Type.EV, 6L);
    Map<String, Long> homesWithPv =
        file.usagePoints().stream()
            .filter(point -> point.channels().size() == 2)
            .collect(Collectors.groupingBy(point -> point.feeder(), Collectors.counting()));
    assertThat(homesWithPv).hasSize(4);
  }

  @Test
  void shouldMakeOneReadingInAHundredFaulty() {
    CommunitySimulator.write(SimulationSettings.of(20, 14, 7), folder.resolve("run"));
    long faults = Folders.content(folder.resolve("run")).get("faults.csv").lines().count() - 1;
    long lines = Folders.readingLines(folder.resolve("run")).size();
    assertThat(faults / (double) lines).isBetween(0.003, 0.015);
  }

  @Test
  void shouldDelayMostReadingsByMinutes() {
    CommunitySimulator.write(SimulationSettings.of(4, 4, 7), folder.resolve("run"));
    List<Long> delays =
        Folders.readingLines(folder.resolve("run")).stream()
            .map(line -> line.split(","))
            .filter(cells -> cells[2].startsWith("2025"))
            .map(
                cells ->
                    Instant.parse(cells[6]).getEpochSecond()
                        - Instant.parse(cells[2]).getEpochSecond()
                        - 1800)
            .toList();
    assertThat(delays).allMatch(delay -> delay >= 60);
    assertThat(delays.stream().filter(delay -> delay <= 720).count() / (double) delays.size())
        .isGreaterThan(0.98);
  }

  @Test
  void shouldRefuseAFolderThatIsNotEmpty() throws IOException {
    Files.writeString(folder.resolve("mine.txt"), "keep");
    assertThatThrownBy(() -> CommunitySimulator.write(SimulationSettings.of(1, 1, 7), folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not empty; name a new one or empty it");
  }

  /** Before the first incident of either run. */
  private List<String> linesOfSeventhHome(String run) {
    return Folders.readingLines(folder.resolve(run)).stream()
        .filter(line -> line.startsWith("meter-0007,"))
        .filter(
            line ->
                Instant.parse(line.split(",")[6]).isBefore(Instant.parse("2025-05-08T00:00:00Z")))
        .toList();
  }

  private static Map<String, Long> count(List<String> lines) {
    return lines.stream().collect(Collectors.groupingBy(line -> line, Collectors.counting()));
  }

  /** Keys whose only line in a run without faults is not in the other run, or has company there. */
  private static Set<String> wrongKeys(Path good, Map<String, Long> sent) {
    Map<String, Set<String>> values =
        sent.keySet().stream()
            .map(line -> line.split(","))
            .collect(
                Collectors.groupingBy(
                    cells -> String.join(",", cells[0], cells[1], cells[2]),
                    Collectors.mapping(cells -> cells[4] + cells[5], Collectors.toSet())));
    return Folders.readingLines(good).stream()
        .map(line -> line.split(","))
        .filter(cells -> !cells[0].contains("unknown") && cells[2].startsWith("2025"))
        .filter(
            cells ->
                !Set.of(cells[4] + cells[5])
                    .equals(values.get(String.join(",", cells[0], cells[1], cells[2]))))
        .map(cells -> String.join(",", cells[0], cells[1], cells[2]))
        .collect(Collectors.toSet());
  }
}
