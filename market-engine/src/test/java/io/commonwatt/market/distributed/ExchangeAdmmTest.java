package io.commonwatt.market.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ExchangeAdmmTest {

  private static final double GAP = 1e-4;

  private static List<QuadraticResource> t5() {
    double[] curvature = {2, 1, 4, 0.5};
    double[] slope = {-3, 1, 2, -0.5};
    List<QuadraticResource> resources = new ArrayList<>();
    for (int i = 0; i < curvature.length; i++) {
      resources.add(
          new QuadraticResource(
              new double[] {curvature[i]},
              new double[] {slope[i]},
              new double[] {-5},
              new double[] {5}));
    }
    return resources;
  }

  @Test
  void t5ConvergesIn22Iterations() {
    AdmmLog log = ExchangeAdmm.solve(t5(), 1, 1e-6, 1_000);

    assertThat(log.iterates()).hasSize(22);
    assertThat(log.converged()).isTrue();
    assertThat(log.cost()).isCloseTo(-3.36666667, within(2e-7));
    assertThat(log.price()[0]).isCloseTo(0.266667, within(1e-6));
    double[] optimum = {1.366667, -1.266667, -0.566667, 0.466667};
    for (int i = 0; i < optimum.length; i++) {
      assertThat(log.last().takenKwh()[i][0]).isCloseTo(optimum[i], within(2e-6));
    }
    assertThat(log.bound()).as("dual certificate").isCloseTo(-3.36666667, within(2e-7));
    assertThat(AdmmVerifier.verify(log, t5(), 1e-6).accepted()).isTrue();
  }

  @Property(tries = 12)
  void shouldComeWithinOneInTenThousandOfTheCentralOptimum(@ForAll long seed) {
    Community community = Community.random(new Random(seed), 4, 6);
    AdmmLog log = ExchangeAdmm.solve(community.resources(), 0.1, 1e-6, 20_000);
    double central = community.centralCost();

    assertThat(log.converged()).as("seed %d", seed).isTrue();
    double scale = Math.max(1, Math.abs(central));
    assertThat(log.cost()).as("seed %d", seed).isCloseTo(central, within(GAP * scale));
    assertThat(log.bound())
        .as("weak duality, seed %d", seed)
        .isLessThanOrEqualTo(central + 1e-5 * scale)
        .isCloseTo(central, within(GAP * scale));
  }

  @Property(tries = 12)
  void shouldRejectALogWithOneAlteredIterate(@ForAll long seed) {
    Random random = new Random(seed);
    List<ExchangeResource> resources = Community.random(random, 3, 4).resources();
    AdmmLog log = ExchangeAdmm.solve(resources, 0.1, 1e-5, 20_000);
    assertThat(AdmmVerifier.verify(log, resources, 1e-3).accepted()).as("seed %d", seed).isTrue();

    int at = random.nextInt(log.iterates().size());
    AdmmIterate honest = log.iterates().get(at);
    double[][] taken =
        Arrays.stream(honest.takenKwh()).map(double[]::clone).toArray(double[][]::new);
    taken[random.nextInt(taken.length)][random.nextInt(4)] += 1e-9;
    AdmmIterate altered =
        new AdmmIterate(
            taken,
            honest.meanKwh(),
            honest.scaledPrice(),
            honest.primalResidual(),
            honest.dualResidual(),
            honest.hash());
    AdmmVerifier.Verdict crude = AdmmVerifier.verifyCoordinator(with(log, at, altered), 1e-3);
    assertThat(crude.accepted()).as("seed %d", seed).isFalse();
    assertThat(crude.iterate()).isEqualTo(at + 1);

    // A forger who recomputes all that follows still has not taken the proximal step.
    List<AdmmIterate> forged = new ArrayList<>(log.iterates().subList(0, at));
    AdmmIterate before = at == 0 ? ExchangeAdmm.start(resources) : forged.get(at - 1);
    forged.add(ExchangeAdmm.coordinated(before, taken, log.penalty()));
    while (forged.size() < log.iterates().size()) {
      forged.add(ExchangeAdmm.next(forged.get(forged.size() - 1), resources, log.penalty()));
    }
    AdmmVerifier.Verdict verdict =
        AdmmVerifier.verify(
            new AdmmLog(log.penalty(), log.tolerance(), forged, log.costs(), log.bounds()),
            resources,
            1e-3);
    assertThat(verdict.accepted()).as("seed %d", seed).isFalse();
    assertThat(verdict.iterate()).isEqualTo(at + 1);
    assertThat(verdict.reason()).contains("proximal step");
  }

  @Test
  void shouldRejectABoundThatIsNotTheResources() {
    AdmmLog log = ExchangeAdmm.solve(t5(), 1, 1e-6, 1_000);
    double[] bounds = log.bounds().clone();
    bounds[2] += 1e-12;
    AdmmLog altered = new AdmmLog(1, 1e-6, log.iterates(), log.costs(), bounds);

    assertThat(AdmmVerifier.verify(altered, t5(), 1e-6).reason())
        .isEqualTo("the bound of resource 2 is another");
  }

  private static AdmmLog with(AdmmLog log, int at, AdmmIterate altered) {
    List<AdmmIterate> iterates = new ArrayList<>(log.iterates());
    iterates.set(at, altered);
    return new AdmmLog(log.penalty(), log.tolerance(), iterates, log.costs(), log.bounds());
  }
}
