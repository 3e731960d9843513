package io.commonwatt.market.dispatch.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.commonwatt.market.dispatch.OjAlgoSolver;
import io.commonwatt.market.dispatch.OrToolsSolver;
import io.commonwatt.market.dispatch.storage.RandomStorage.Kind;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class StorageSolverTest {

  private static final double AGREE = 1e-6;

  private final StorageSolver solver = new StorageSolver();

  @Property(tries = 150)
  void shouldAgreeWithGeneralSolvers(@ForAll long seed) {
    StorageProblem problem = RandomStorage.of(seed, 12, Kind.PLAIN);
    StorageSchedule schedule = solved(problem);

    double oracle = LinearTwin.costCent(problem, OrToolsSolver.create());
    double tolerance = AGREE * Math.max(1, Math.abs(oracle));
    assertThat(schedule.costCent()).isCloseTo(oracle, within(tolerance));
    assertThat(LinearTwin.costCent(problem, new OjAlgoSolver()))
        .isCloseTo(schedule.costCent(), within(tolerance));
  }

  @Property(tries = 150)
  void shouldFindTheBestDirectionsWhereTakingEnergyPays(@ForAll long seed) {
    StorageProblem problem = RandomStorage.of(seed, 5, Kind.NEGATIVE_PRICES);
    StorageSchedule schedule = solved(problem);

    double oracle = LinearTwin.costOverDirectionsCent(problem, OrToolsSolver.create());
    assertThat(schedule.costCent())
        .isCloseTo(oracle, within(AGREE * Math.max(1, Math.abs(oracle))));
  }

  @Property(tries = 300)
  void shouldProveEveryQuadraticSchedule(@ForAll long seed) {
    solved(RandomStorage.of(seed, 10, Kind.PROXIMAL));
    solved(RandomStorage.of(seed, 24, Kind.PROXIMAL_DISPOSAL));
    solved(RandomStorage.of(seed, 24, Kind.NEGATIVE_PRICES));
  }

  @Property(tries = 150)
  void shouldFindTheBestPeakUnderACapacityCharge(@ForAll long seed) {
    Random random = new Random(seed);
    StorageProblem problem = RandomStorage.of(seed, 12, Kind.PLAIN);
    CapacityCharge charge =
        new CapacityCharge(100 * random.nextDouble(), Math.max(0, 4 * random.nextDouble() - 2));
    StorageSchedule schedule = new PeakSearch(solver).solve(problem, charge);

    double oracle = LinearTwin.costCent(problem, charge, OrToolsSolver.create());
    double tolerance = AGREE * Math.max(1, Math.abs(oracle));
    assertThat(schedule.costCent()).isCloseTo(oracle, within(tolerance));
    CertificateVerifier.Verdict verdict =
        CertificateVerifier.verify(problem, charge, schedule, AGREE);
    assertThat(verdict.reason()).as(problem.id()).isEmpty();
  }

  private StorageSchedule solved(StorageProblem problem) {
    StorageSchedule schedule = solver.solve(problem);
    CertificateVerifier.Verdict verdict = CertificateVerifier.verify(problem, schedule, 1e-8);
    assertThat(verdict.reason()).as(problem.id()).isEmpty();
    return schedule;
  }
}
