package io.commonwatt.market.dispatch.benchmark.campus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.commonwatt.market.dispatch.benchmark.BenchmarkDataException;
import io.commonwatt.market.dispatch.benchmark.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The challenge's rules on an instance that fits on a screen, and the real ones. */
class CampusTest {

  /** 9:00 in Melbourne on Monday, 2 November 2020, is 22:00 UTC the day before. */
  private static final int MONDAY_NINE = 88;

  private static final String INSTANCE =
      """
      ppoi 1 1 1 2 2
      b 0 2 1
      s 0 0
      c 0 0 100 50 0.81
      r 0 1 S 100 4 0
      r 1 2 S 50 4 1 0
      a 0 1 L 200 2 90 30 0
      a 1 1 S 10 2 20 5 1 0
      """;

  @TempDir private Path folder;

  private Campus campus;
  private final double[] base = constant(100);
  private final double[] price = constant(40);

  @BeforeEach
  void readTheInstance() throws IOException {
    campus = Campus.read(Files.writeString(folder.resolve("small.txt"), INSTANCE));
  }

  @Test
  void shouldCostEnergyPeakAndOnceOffByTheChallengesRule() {
    CampusCheck check = CampusCheck.of(campus, good(), base, price);

    assertThat(check.problems()).isEmpty();
    // 720 h at 100 kW, four weeks of 100 kWh and 100 kWh, half an hour of 200 and of 10 kW; 25 kWh
    // leave the battery and return: .9 and 1 / .9 at the meter.
    double energyKwh = 72_000 + 4 * 200 + 100 + 5 + 25 * (1 / 0.9 - 0.9);
    assertThat(check.energyAud()).isCloseTo(energyKwh * 0.04, within(1e-9));
    assertThat(check.peakKw()).isCloseTo(300, within(1e-9));
    assertThat(check.peakAud()).isCloseTo(0.005 * 300 * 300, within(1e-9));
    assertThat(check.valueAud()).isEqualTo(110);
    assertThat(check.costAud()).isCloseTo(check.energyAud() + check.peakAud() - 110, within(1e-9));
  }

  @Test
  void shouldNameEachBrokenRule() {
    CampusSchedule sameDay = good();
    sameDay.recurringStart[1] = MONDAY_NINE + 8;
    assertThat(problems(sameDay))
        .containsExactly("Recurring activity 1 is not on a later day than 0");

    CampusSchedule evening = good();
    evening.recurringStart[0] = MONDAY_NINE + 29;
    assertThat(problems(evening))
        .containsExactly("Recurring activity 0 is not within working hours");

    CampusSchedule missing = good();
    missing.recurringStart[0] = CampusSchedule.NEVER;
    assertThat(problems(missing))
        .containsExactly(
            "Recurring activity 0 does not start in the first week from Monday",
            "Recurring activity 1 follows 0, which does not take place");

    CampusSchedule crowded = good();
    crowded.onceOffStart[1] = crowded.recurringStart[1];
    assertThat(problems(crowded))
        .containsExactly(
            "Small rooms of building 0: 3 of 2 taken at step " + crowded.recurringStart[1]);

    CampusSchedule fewRooms = good();
    fewRooms.recurringRooms[1] = new int[] {0};
    assertThat(problems(fewRooms)).containsExactly("Recurring activity 1 needs 2 rooms");

    CampusSchedule overfull = good();
    overfull.actions[0][0] = 1;
    assertThat(problems(overfull)).containsExactly("Battery 0 holds 112.5 kWh at step 0");
  }

  @Test
  void shouldChargeThePenaltyOutsideWorkingHours() {
    CampusSchedule late = good();
    late.onceOffStart[0] = MONDAY_NINE + 34;
    late.onceOffStart[1] = MONDAY_NINE + 2 * 96;

    assertThat(CampusCheck.of(campus, late, base, price).valueAud()).isEqualTo(110 - 30);
  }

  @Test
  void shouldRefuseAnInstanceThatDoesNotHoldWhatItAnnounces() throws IOException {
    Path file = Files.writeString(folder.resolve("cut.txt"), INSTANCE.replace("r 1", "x 1"));
    assertThatThrownBy(() -> Campus.read(file))
        .isInstanceOf(BenchmarkDataException.class)
        .hasMessageContaining("line 6: unknown kind 'x'");
    Path shortened =
        Files.writeString(folder.resolve("short.txt"), INSTANCE.replace("s 0 0\n", ""));
    assertThatThrownBy(() -> Campus.read(shortened))
        .hasMessageContaining("holds 'ppoi 1 0 1 2 2' but announces 'ppoi 1 1 1 2 2'");
  }

  @Test
  void shouldWriteTheChallengesText() {
    assertThat(good().toText(campus))
        .isEqualTo(
            """
            ppoi 1 1 1 2 2
            sched 2 2
            r 0 88 1 0
            r 1 184 2 0 0
            a 0 96 1 0
            a 1 384 1 0
            c 0 1000 2
            c 0 1001 2
            c 0 1002 0
            c 0 1003 0
            """);
  }

  @Test
  void shouldScheduleTheRealInstancesByTheRulesAndBetterThanItBegins() throws IOException {
    Path instances = SharedData.folder("ieee-cis-monash").resolve("instances");
    double[] prices = CampusPrices.read(instances.getParent());
    try (var files = Files.list(instances)) {
      for (Path file :
          files
              .sorted()
              .filter(name -> SharedData.full() || name.toString().contains("_0"))
              .toList()) {
        Campus real = Campus.read(file);
        CampusSchedule first = new CampusScheduler(real, base, prices, 1).run(0);
        CampusSchedule moved = new CampusScheduler(real, base, prices, 1).run(400);
        CampusSchedule again = new CampusScheduler(real, base, prices, 1).run(400);
        CampusCheck start = CampusCheck.of(real, first, base, prices);
        CampusCheck check = CampusCheck.of(real, moved, base, prices);

        assertThat(start.problems()).as(file.toString()).isEmpty();
        assertThat(check.problems()).as(file.toString()).isEmpty();
        assertThat(check.costAud()).as(file.toString()).isLessThan(start.costAud());
        assertThat(again.toText(real)).isEqualTo(moved.toText(real));
      }
    }
  }

  private List<String> problems(CampusSchedule schedule) {
    return CampusCheck.of(campus, schedule, base, price).problems();
  }

  /** Monday and Tuesday at nine; once off on Monday at eleven and on Thursday. */
  private CampusSchedule good() {
    CampusSchedule schedule = new CampusSchedule(campus);
    schedule.recurringStart[0] = MONDAY_NINE;
    schedule.recurringRooms[0] = new int[] {0};
    schedule.recurringStart[1] = MONDAY_NINE + 96;
    schedule.recurringRooms[1] = new int[] {0, 0};
    schedule.onceOffStart[0] = MONDAY_NINE + 8;
    schedule.onceOffRooms[0] = new int[] {0};
    schedule.onceOffStart[1] = MONDAY_NINE + 3 * 96 + 8;
    schedule.onceOffRooms[1] = new int[] {0};
    schedule.actions[0][1000] = -1;
    schedule.actions[0][1001] = -1;
    schedule.actions[0][1002] = 1;
    schedule.actions[0][1003] = 1;
    return schedule;
  }

  private static double[] constant(double value) {
    double[] values = new double[CampusMonth.STEPS];
    Arrays.fill(values, value);
    return values;
  }
}
