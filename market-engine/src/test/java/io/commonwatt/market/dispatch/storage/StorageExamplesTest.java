package io.commonwatt.market.dispatch.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.commonwatt.market.dispatch.storage.RandomStorage.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class StorageExamplesTest {

  @Test
  void shouldMoveEnergyFromTheCheapToTheDearHour() {
    StorageSchedule schedule = solve(home(1, 10, 40, 10).power(3, 3).terminal(0));

    assertThat(schedule.powerKw()).containsExactly(new double[] {1 / 0.81, -1, 0}, within(1e-12));
    assertThat(schedule.costCent()).isCloseTo(10 * (1 + 1 / 0.81) + 10, within(1e-9));
    assertThat(schedule.priceCentPerKwh()[0]).isCloseTo(10 / 0.9, within(1e-9));
    assertThat(schedule.isOptimal()).isTrue();
  }

  @Test
  void shouldApproachALimitOutOfReachAndSayByHowMuch() {
    double[] lower = {0, 0, 6};
    double[] upper = {6, 6, 6};
    StorageSchedule schedule = solve(home(0, 40, 10, 40).power(1, 1).stored(1, lower, upper));

    assertThat(schedule.powerKw()).containsExactly(new double[] {1, 1, 1}, within(1e-12));
    assertThat(schedule.slackKwh()).isCloseTo(6 - 1 - 3 * 0.9, within(1e-9));
    assertThat(schedule.isOptimal()).isTrue();
  }

  @Test
  void shouldReturnFromAStateOutsideItsLimits() {
    StorageSchedule above = solve(home(0, 10, 10, 10).power(2, 2).stored(8, 0, 6));
    assertThat(above.powerKw()[0]).isCloseTo(-2, within(1e-12));
    assertThat(above.slackKwh()).isZero();
    assertThat(solve(home(0, 10, 10).power(1, 1).stored(8, 0, 6)).slackKwh())
        .isCloseTo(2 - 1 / 0.9, within(1e-12));

    StorageSchedule below = solve(home(0, 10, 10, 10).power(2, 2).stored(-1, 0, 6));
    assertThat(below.powerKw()[0]).isCloseTo(1 / 0.9, within(1e-12));
    assertThat(below.isOptimal()).isTrue();
  }

  @Test
  void shouldNeverChargeAndDischargeAtOnceWhereTakingEnergyPays() {
    StorageSchedule schedule = solve(home(1, -20, -20, 30).power(3, 3).terminal(0));

    assertThat(schedule.isOptimal()).isTrue();
    assertThat(schedule.powerKw()[0]).isPositive();
    assertThat(schedule.powerKw()[1]).isPositive();
    assertThat(schedule.storedKwh()[1]).isGreaterThan(1 / 0.9);
    assertThat(schedule.powerKw()[2]).isNegative();
  }

  @Test
  void shouldKeepTheLimitsOfTheConnectionWhileItCan() {
    StorageSchedule schedule =
        solve(home(1, 10, 40, 40).power(3, 3).limits(2, 0, 1000).terminal(5));
    assertThat(schedule.powerKw()[0]).isCloseTo(1, within(1e-12));
    assertThat(schedule.overLimitKwh()).isCloseTo(0, within(1e-12));

    StorageSchedule beyond = solve(home(3, 10, 40, 40).power(3, 3).limits(2, 0, 1000));
    assertThat(beyond.overLimitKwh()).isCloseTo(3, within(1e-9));
  }

  @Test
  void shouldCutThePeakAsFarAsItsChargePays() {
    double[] base = {1, 4, 1, 1};
    StorageProblem problem =
        StorageProblem.at("home", 1, base, constant(4, 20), constant(4, 5))
            .power(3, 3)
            .stored(0, 0, 6)
            .build();
    PeakSearch search = new PeakSearch(new StorageSolver());
    StorageSchedule schedule = search.solve(problem, new CapacityCharge(100, 0));
    assertThat(schedule.powerKw()).containsExactly(new double[] {1.5, -1.5, 0, 0}, within(1e-9));
    assertThat(schedule.costCent()).isCloseTo(7 * 20 + 100 * 2.5, within(1e-6));

    StorageSchedule reached = search.solve(problem, new CapacityCharge(100, 3));
    assertThat(reached.powerKw()).containsExactly(new double[] {1, -1, 0, 0}, within(1e-9));
    assertThat(reached.isOptimal()).isTrue();
  }

  @Test
  void shouldRefuseByName() {
    double[] imports = {10, 10, 4};
    assertThatThrownBy(
            () -> StorageProblem.at("north", 1, new double[3], imports, constant(3, 5)).build())
        .isInstanceOf(OutOfScopeException.class)
        .hasMessageContaining("'north': negative spread in step 2")
        .hasMessageContaining("use a back end with binaries");
    assertThatThrownBy(() -> home(0, 1, 1, 1).efficiency(1.2, 1, 1).build())
        .hasMessageContaining("charging efficiency 1.2");
    assertThatThrownBy(() -> home(0, 1, 1, 1).inflow(new double[1]).build())
        .hasMessageContaining("1 inflows for 3 steps; give one per step");
  }

  @Property(tries = 200)
  void shouldRejectAScheduleThatIsNotWhatItSays(@ForAll long seed) {
    StorageProblem problem = RandomStorage.of(seed, 8, Kind.PLAIN);
    StorageSchedule honest = new StorageSolver().solve(problem);
    double[] prices = ((Certificate.Leaf) honest.certificate()).priceCentPerKwh();

    assertThat(reason(problem, with(honest, honest.powerKw(), honest.costCent() - 1, prices)))
        .startsWith("it costs");
    double[] power = honest.powerKw().clone();
    power[3] += 0.01;
    assertThat(reason(problem, with(honest, power, honest.costCent(), prices)))
        .containsAnyOf("stores", "exceeds the power");
  }

  @Test
  void shouldRejectPricesThatProveLess() {
    StorageProblem problem = home(1, 10, 40, 10).power(3, 3).build();
    StorageSchedule honest = new StorageSolver().solve(problem);
    for (double more : new double[] {-5, 1, 1000}) {
      double[] moved = ((Certificate.Leaf) honest.certificate()).priceCentPerKwh().clone();
      Arrays.setAll(moved, step -> moved[step] + more);
      assertThat(reason(problem, with(honest, honest.powerKw(), honest.costCent(), moved)))
          .contains("the certificate proves");
    }
  }

  @Test
  void shouldGiveTheSameBytesInAnyOrderOnAnyThread() throws Exception {
    List<StorageProblem> problems = new ArrayList<>();
    for (long seed = 0; seed < 300; seed++) {
      problems.add(RandomStorage.of(seed, 24, Kind.values()[(int) (seed % 4)]));
    }
    StorageSolver one = new StorageSolver();
    List<StorageSchedule> inOrder = problems.stream().map(one::solve).toList();
    List<Integer> shuffled = new ArrayList<>();
    for (int i = 0; i < problems.size(); i++) {
      shuffled.add(i);
    }
    Collections.shuffle(shuffled, new Random(1));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<StorageSchedule>> answers = new ArrayList<>();
      ThreadLocal<StorageSolver> solvers = ThreadLocal.withInitial(StorageSolver::new);
      for (int i : shuffled) {
        answers.add(threads.submit(() -> solvers.get().solve(problems.get(i))));
      }
      for (int i = 0; i < answers.size(); i++) {
        StorageSchedule expected = inOrder.get(shuffled.get(i));
        assertThat(answers.get(i).get().powerKw()).isEqualTo(expected.powerKw());
        assertThat(answers.get(i).get().boundCent()).isEqualTo(expected.boundCent());
      }
    } finally {
      threads.shutdown();
    }
  }

  private static String reason(StorageProblem problem, StorageSchedule schedule) {
    return CertificateVerifier.verify(problem, schedule, 1e-8).reason();
  }

  private static StorageSchedule with(
      StorageSchedule schedule, double[] powerKw, double costCent, double[] prices) {
    return new StorageSchedule(
        powerKw,
        schedule.storedKwh(),
        costCent,
        schedule.boundCent(),
        schedule.slackKwh(),
        schedule.overLimitKwh(),
        new Certificate.Leaf(prices));
  }

  private static StorageSchedule solve(StorageProblem.Builder builder) {
    StorageProblem problem = builder.build();
    StorageSchedule schedule = new StorageSolver().solve(problem);
    assertThat(reason(problem, schedule)).isEmpty();
    return schedule;
  }

  private static StorageProblem.Builder home(double base, double... importCent) {
    double[] exports = new double[importCent.length];
    Arrays.setAll(exports, step -> Math.min(5, importCent[step]));
    return StorageProblem.at("home", 1, constant(importCent.length, base), importCent, exports)
        .efficiency(0.9, 0.9, 1)
        .stored(0, 0, 6);
  }

  private static double[] constant(int steps, double value) {
    double[] values = new double[steps];
    Arrays.fill(values, value);
    return values;
  }
}
