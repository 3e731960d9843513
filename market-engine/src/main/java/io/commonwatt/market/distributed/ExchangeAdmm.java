package io.commonwatt.market.distributed;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Exchange ADMM in scaled form: resources take energy at least cost so that all of it adds up to
 * nothing. Each iteration every resource answers the coordinator's mean and price with its profile;
 * the coordinator is a pure function of those answers. Boyd et al. 2011, section 7.3.2; as a
 * contract that anyone can verify, Munsing, Mather, Moura 2017. Stateless and thread-safe.
 */
public final class ExchangeAdmm {

  static final String FIRST_HASH = "";

  private ExchangeAdmm() {}

  /**
   * Runs until both residuals fall below a tolerance.
   *
   * @param resources of the same number of intervals
   * @param penalty ρ, positive
   * @param tolerance for both residuals
   * @param mostIterations after which it stops as it is; see {@link AdmmLog#converged}
   */
  public static AdmmLog solve(
      List<? extends ExchangeResource> resources,
      double penalty,
      double tolerance,
      int mostIterations) {
    List<AdmmIterate> iterates = new ArrayList<>();
    AdmmIterate before = start(resources);
    do {
      before = next(before, resources, penalty);
      iterates.add(before);
    } while (iterates.size() < mostIterations
        && (before.primalResidual() >= tolerance || before.dualResidual() >= tolerance));
    double[] price = new AdmmLog(penalty, tolerance, iterates, null, null).price();
    double[] costs = new double[resources.size()];
    double[] bounds = new double[resources.size()];
    for (int i = 0; i < costs.length; i++) {
      costs[i] = resources.get(i).cost(before.takenKwh()[i]);
      bounds[i] = resources.get(i).bound(price);
    }
    return new AdmmLog(penalty, tolerance, iterates, costs, bounds);
  }

  /** Before the first iteration: nothing taken, no price. */
  static AdmmIterate start(List<? extends ExchangeResource> resources) {
    int intervals = resources.get(0).intervals();
    return new AdmmIterate(
        new double[resources.size()][intervals],
        new double[intervals],
        new double[intervals],
        Double.POSITIVE_INFINITY,
        Double.POSITIVE_INFINITY,
        FIRST_HASH);
  }

  /** One iteration. */
  static AdmmIterate next(
      AdmmIterate before, List<? extends ExchangeResource> resources, double penalty) {
    double[][] taken = new double[resources.size()][];
    for (int i = 0; i < taken.length; i++) {
      double[] target = target(before.takenKwh()[i], before.meanKwh(), before.scaledPrice());
      taken[i] = resources.get(i).proximal(target, penalty);
    }
    return coordinated(before, taken, penalty);
  }

  /** A resource's part: the profile it is asked to come near to. */
  public static double[] target(double[] takenKwh, double[] meanKwh, double[] scaledPrice) {
    double[] target = takenKwh.clone();
    for (int t = 0; t < target.length; t++) {
      target[t] -= meanKwh[t] + scaledPrice[t];
    }
    return target;
  }

  /** The coordinator's part: what follows from the answers of all resources. */
  public static AdmmIterate coordinated(AdmmIterate before, double[][] taken, double penalty) {
    int intervals = before.meanKwh().length;
    double[] mean = new double[intervals];
    double[] scaledPrice = before.scaledPrice().clone();
    double primal = 0;
    double dual = 0;
    for (int t = 0; t < intervals; t++) {
      double sum = 0;
      for (int i = 0; i < taken.length; i++) {
        sum += taken[i][t];
        double change = taken[i][t] - before.takenKwh()[i][t];
        dual += change * change;
      }
      mean[t] = sum / taken.length;
      scaledPrice[t] += mean[t];
      primal += sum * sum;
    }
    double primalResidual = Math.sqrt(primal);
    double dualResidual = penalty * Math.sqrt(dual);
    return new AdmmIterate(
        taken,
        mean,
        scaledPrice,
        primalResidual,
        dualResidual,
        hash(before.hash(), taken, mean, scaledPrice, primalResidual, dualResidual));
  }

  private static String hash(
      String before,
      double[][] taken,
      double[] mean,
      double[] scaledPrice,
      double primalResidual,
      double dualResidual) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(HexFormat.of().parseHex(before));
      for (double[] profile : taken) {
        update(sha256, profile);
      }
      update(sha256, mean);
      update(sha256, scaledPrice);
      update(sha256, primalResidual, dualResidual);
      return HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private static void update(MessageDigest digest, double... values) {
    ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * values.length);
    for (double value : values) {
      bytes.putDouble(value);
    }
    digest.update(bytes.array());
  }
}
