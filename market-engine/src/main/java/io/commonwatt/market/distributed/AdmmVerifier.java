package io.commonwatt.market.distributed;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Checks the log of an exchange ADMM by recomputing it to the bit. Who knows the resources checks
 * everything; who does not still checks the coordinator: means, prices, residuals, hashes and the
 * sums of the certificate. Stateless and thread-safe.
 */
public final class AdmmVerifier {

  private static final Verdict ACCEPTED = new Verdict(true, 0, "");

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
    AdmmIterate start =
        new AdmmIterate(
            new double[first.takenKwh().length][intervals],
            new double[intervals],
            new double[intervals],
            Double.POSITIVE_INFINITY,
            Double.POSITIVE_INFINITY,
            ExchangeAdmm.FIRST_HASH);
    Optional<Verdict> wrong = wrongStep(log, start);
    if (wrong.isPresent()) {
      return wrong.get();
    }
    if (!log.converged()) {
      return Verdict.rejected(log.iterates().size(), "the residuals are above the tolerance");
    }
    double distance = Math.abs(log.cost() - log.bound());
    if (distance > gap * Arrays.stream(log.bounds()).map(Math::abs).sum()) {
      return Verdict.rejected(0, "cost and dual bound differ by " + distance);
    }
    return ACCEPTED;
  }

  /** The first iterate that does not follow from its profiles. */
  private static Optional<Verdict> wrongStep(AdmmLog log, AdmmIterate start) {
    AdmmIterate before = start;
    for (int i = 0; i < log.iterates().size(); i++) {
      AdmmIterate logged = log.iterates().get(i);
      AdmmIterate expected = ExchangeAdmm.coordinated(before, logged.takenKwh(), log.penalty());
      if (!Arrays.equals(expected.meanKwh(), logged.meanKwh())
          || !Arrays.equals(expected.scaledPrice(), logged.scaledPrice())) {
        return rejected(i, "mean or price does not follow from the profiles");
      }
      if (expected.primalResidual() != logged.primalResidual()
          || expected.dualResidual() != logged.dualResidual()) {
        return rejected(i, "a residual does not follow from the profiles");
      }
      if (!expected.hash().equals(logged.hash())) {
        return rejected(i, "the hash is not that of the iterate");
      }
      before = logged;
    }
    return Optional.empty();
  }

  private static Optional<Verdict> rejected(int iterate, String reason) {
    return Optional.of(Verdict.rejected(iterate + 1, reason));
  }

  /**
   * Checks a whole negotiation without solving anything: the coordinator's part to the bit, every
   * answer of every participant by the conditions of its optimality, costs, and the bound by those
   * of the responses it is made of. Whether it converged, and how far cost and bound lie apart, is
   * for the reader to judge.
   */
  public static Verdict verify(ExchangeLog log) {
    AdmmLog admm = log.admm();
    AdmmIterate before = log.start();
    double[] noPrice = new double[before.meanKwh().length];
    for (int i = 0; i < admm.iterates().size(); i++) {
      AdmmIterate logged = admm.iterates().get(i);
      for (int one = 0; one < log.participants().size(); one++) {
        ExchangeLog.Participant participant = log.participants().get(one);
        double[] taken = i == 0 ? participant.startKwh() : before.takenKwh()[one];
        double[] target = ExchangeAdmm.target(taken, before.meanKwh(), before.scaledPrice());
        Optional<String> wrong =
            participant.resource().refute(logged.takenKwh()[one], noPrice, target, admm.penalty());
        if (wrong.isPresent()) {
          return Verdict.rejected(
              i + 1,
              "the profile of '" + participant.name() + "' is not its answer: " + wrong.get());
        }
      }
      before = logged;
    }
    return wrongStep(admm, log.start()).orElseGet(() -> verifyCertificate(log));
  }

  private static Verdict verifyCertificate(ExchangeLog log) {
    AdmmLog admm = log.admm();
    double[] price = admm.price();
    for (int i = 0; i < log.participants().size(); i++) {
      ExchangeLog.Participant participant = log.participants().get(i);
      ExchangeResource resource = participant.resource();
      double[] response = log.responses().get(i);
      if (resource.cost(admm.last().takenKwh()[i]) != admm.costs()[i]) {
        return Verdict.rejected(0, "the cost of '" + participant.name() + "' is another");
      }
      Optional<String> wrong = resource.refute(response, price, new double[price.length], 0);
      if (wrong.isPresent() || bound(resource, response, price) != admm.bounds()[i]) {
        return Verdict.rejected(0, "the bound of '" + participant.name() + "' is another");
      }
    }
    return ACCEPTED;
  }

  /** What a response costs with the price of what it takes. */
  static double bound(ExchangeResource resource, double[] response, double[] price) {
    double bound = resource.cost(response);
    for (int t = 0; t < price.length; t++) {
      bound += price[t] * response[t];
    }
    return bound;
  }
}
