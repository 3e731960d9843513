package io.commonwatt.market.dispatch;

import io.commonwatt.market.resource.Tank;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says which wishes a plan gave up, with the worst step of each. */
final class GivenUp {

  private static final double SEEN = 1e-3;
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private GivenUp() {}

  static String tank(String id, Tank tank, double missed, DispatchProblem problem, int step) {
    return String.format(
        Locale.ROOT,
        "%s: %s misses its wish by %.2f %s at %s",
        id,
        tank.name(),
        missed,
        tank.unit(),
        end(problem, step));
  }

  /** Limits of connections that a plan passes. */
  static List<String> connections(DispatchProblem problem, double[][] netKw) {
    List<String> words = new ArrayList<>();
    for (int index = 0; index < netKw.length; index++) {
      Connection connection = problem.connections().get(index);
      if (connection.limits().isPresent()) {
        GridLimits limits = connection.limits().get();
        connection(words, problem, connection.id(), limits.importKw(), netKw[index], 1);
        connection(words, problem, connection.id(), limits.exportKw(), netKw[index], -1);
      }
    }
    return words;
  }

  private static void connection(
      List<String> words,
      DispatchProblem problem,
      String id,
      double[] limitKw,
      double[] netKw,
      int sign) {
    double worst = SEEN;
    double sum = 0;
    int at = -1;
    for (int step = 0; step < netKw.length; step++) {
      double over = sign * netKw[step] - limitKw[step];
      sum += Math.max(0, over) * problem.stepHours();
      if (over > worst) {
        worst = over;
        at = step;
      }
    }
    if (at >= 0) {
      boolean away = limitKw[at] == 0;
      String what = sign > 0 ? "import limit passed" : "export limit passed";
      if (away) {
        what = sign > 0 ? "not served" : "nowhere to go";
      }
      words.add(
          String.format(
              Locale.ROOT,
              "%s: %s by %.2f kW at %s, %.2f kWh in all",
              id,
              what,
              worst,
              CLOCK.format(problem.startOf(at)),
              sum));
    }
  }

  /** Stores that stand outside their limits. */
  static List<String> stores(DispatchProblem problem, double[][] storedKwh) {
    List<String> words = new ArrayList<>();
    for (int store = 0; store < storedKwh.length; store++) {
      double least = problem.stores().get(store).battery().minimumKwh();
      double most = problem.stores().get(store).battery().capacityKwh();
      double worst = SEEN;
      int at = -1;
      for (int step = 0; step < storedKwh[store].length; step++) {
        double stored = storedKwh[store][step];
        double outside = Math.max(least - stored, stored - most);
        if (outside > worst) {
          worst = outside;
          at = step;
        }
      }
      if (at >= 0) {
        words.add(
            String.format(
                Locale.ROOT,
                "%s: stands %.2f kWh outside its limits at %s",
                problem.stores().get(store).battery().id(),
                worst,
                end(problem, at)));
      }
    }
    return words;
  }

  private static String end(DispatchProblem problem, int step) {
    Instant end = problem.startOf(step + 1);
    return CLOCK.format(end);
  }
}
