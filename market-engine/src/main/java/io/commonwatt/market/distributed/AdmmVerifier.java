package io.commonwatt.market.distributed;

import java.util.Arrays;
import java.util.List;

/**
 * Checks the log of an exchange ADMM by recomputing it to the bit. Who knows the resources checks
 * everything; who does not still checks the coordinator: means, prices, residuals, hashes and the
 * sums of the certificate. Stateless and thread-safe.
 */
public final class AdmmVerifier {

  private AdmmVerifier() {}

  /**
   * What was found.
   *
   * @param accepted whether all holds
   * @param iterate the first that does not, from 1; 0 when it is none of them
   * @param reason what does not hold; empty when accepted
   */
  public record Verdict(boolean accepted, int iterate, String reason) {

    private static Verdict rejected(int iterate, String reason) {
      return new Verdict(false, iterate, reason);
    }
  }

  /**
   * Recomputes the coordinator and the resources.
   *
   * @param resources as they were when the log was written
   * @param gap most that cost and dual bound may differ, as a share of the sum of the resources'
   *     absolute bounds (the bound itself may be nothing)
   */
  public static Verdict verify(
      AdmmLog log, List<? extends ExchangeResource> resources, double gap) {
    AdmmIterate before = ExchangeAdmm.start(resources);
    for (int i = 0; i < log.iterates().size(); i++) {
      AdmmIterate logged = log.iterates().get(i);
      AdmmIterate expected = ExchangeAdmm.next(before, resources, log.penalty());
      if (!Arrays.deepEquals(expected.takenKwh(), logged.takenKwh())) {
        return Verdict.rejected(i + 1, "a resource's profile is not its proximal step");
      }
      before = logged;
    }
    double[] price = log.price();
    for (int i = 0; i < resources.size(); i++) {
      if (resources.get(i).cost(log.last().takenKwh()[i]) != log.costs()[i]) {
        return Verdict.rejected(0, "the cost of resource " + i + " is another");
      }
      if (resources.get(i).bound(price) != log.bounds()[i]) {
        return Verdict.rejected(0, "the bound of resource " + i + " is another");
      }
    }
    return verifyCoordinator(log, gap);
  }

  /** Recomputes the coordinator alone, from the profiles in the log. */
  public static Verdict verifyCoordinator(AdmmLog log, double gap) {
    AdmmIterate first = log.iterates().get(0);
    int intervals = first.meanKwh().length;
    AdmmIterate before =
        new AdmmIterate(
            new double[first.takenKwh().length][intervals],
            new double[intervals],
            new double[intervals],
            Double.POSITIVE_INFINITY,
            Double.POSITIVE_INFINITY,
            ExchangeAdmm.FIRST_HASH);
    for (int i = 0; i < log.iterates().size(); i++) {
      AdmmIterate logged = log.iterates().get(i);
      AdmmIterate expected = ExchangeAdmm.coordinated(before, logged.takenKwh(), log.penalty());
      if (!Arrays.equals(expected.meanKwh(), logged.meanKwh())
          || !Arrays.equals(expected.scaledPrice(), logged.scaledPrice())) {
        return Verdict.rejected(i + 1, "mean or price does not follow from the profiles");
      }
      if (expected.primalResidual() != logged.primalResidual()
          || expected.dualResidual() != logged.dualResidual()) {
        return Verdict.rejected(i + 1, "a residual does not follow from the profiles");
      }
      if (!expected.hash().equals(logged.hash())) {
        return Verdict.rejected(i + 1, "the hash is not that of the iterate");
      }
      before = logged;
    }
    if (!log.converged()) {
      return Verdict.rejected(log.iterates().size(), "the residuals are above the tolerance");
    }
    double distance = Math.abs(log.cost() - log.bound());
    if (distance > gap * Arrays.stream(log.bounds()).map(Math::abs).sum()) {
      return Verdict.rejected(0, "cost and dual bound differ by " + distance);
    }
    return new Verdict(true, 0, "");
  }
}
