package io.commonwatt.app.scenario;

import io.commonwatt.app.compare.CompareRun;
import io.commonwatt.contracts.market.MemberSettlement;
import io.commonwatt.contracts.market.Settlement;
import io.commonwatt.market.cooperative.Core;
import io.commonwatt.market.cooperative.NettingGame;
import io.commonwatt.market.cooperative.Nucleolus;
import io.commonwatt.market.cooperative.ShapleyValue;
import io.commonwatt.market.cooperative.TabulatedGame;
import io.commonwatt.market.coordination.TariffStrategy;
import io.commonwatt.market.dispatch.LinearSolver;
import io.commonwatt.market.dispatch.OjAlgoSolver;
import io.commonwatt.market.dispatch.OrToolsSolver;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sc1: a coalition that nets what its members metered under the tariff and shares what that saves,
 * by week. Metered energy is shared out, so nobody loses by a forecast. Fees are left aside.
 */
public final class CoalitionScenario implements Scenario {

  private static final Duration GAME = Duration.ofDays(7);
  private static final int ORDERS = 1_000;
  private static final long SEED = 1953;

  /** Of a share, micro-cent: what counts as nothing. */
  private static final double NOTHING = 1;

  @Override
  public String name() {
    return "sc1";
  }

  @Override
  public String summary() {
    return "a coalition that nets and shares what that saves, in which no member loses";
  }

  /** What a rule gave all members over all games. */
  private static final class Shared {
    private final Map<String, Double> shares = new TreeMap<>();
    private double worstExcess = Double.NEGATIVE_INFINITY;
    private double halfWidth;
    private int inCore;
    private int checked;

    void add(List<String> members, double[] own, NettingGame game) {
      for (int i = 0; i < own.length; i++) {
        shares.merge(members.get(i), own[i], Double::sum);
      }
      if (members.size() <= TabulatedGame.EXACT_MEMBERS) {
        Core core = Core.check(game, own);
        checked++;
        worstExcess = Math.max(worstExcess, core.worstExcess());
        inCore += core.holds(NOTHING) ? 1 : 0;
      }
    }

    Map<String, Object> document() {
      Map<String, Object> document = new LinkedHashMap<>();
      double sum = shares.values().stream().mapToDouble(Double::doubleValue).sum();
      long losing = shares.values().stream().filter(share -> share < -NOTHING).count();
      long gaining = shares.values().stream().filter(share -> share > NOTHING).count();
      document.put("savedMicroCent", Math.round(sum));
      document.put("membersThatLose", losing);
      document.put("shareThatGains", shares.isEmpty() ? 0 : (double) gaining / shares.size());
      document.put(
          "leastMicroCent",
          Math.round(shares.values().stream().mapToDouble(d -> d).min().orElse(0)));
      document.put("gamesInCore", checked == 0 ? null : inCore);
      document.put("gamesChecked", checked);
      document.put("worstExcessMicroCent", checked == 0 ? null : Math.round(worstExcess));
      document.put("greatestHalfWidthMicroCent", Math.round(halfWidth));
      return document;
    }
  }

  @Override
  public Map<String, Object> figures(CompareRun run) {
    Map<String, List<Settlement>> games = new TreeMap<>();
    for (Settlement settlement : run.criteria(TariffStrategy.NAME).listSettlements()) {
      long week =
          Duration.between(run.source().from(), settlement.start()).toHours() / GAME.toHours();
      Instant begins = run.source().from().plus(GAME.multipliedBy(week));
      games
          .computeIfAbsent(settlement.community() + '|' + begins, key -> new ArrayList<>())
          .add(settlement);
    }
    LinearSolver solver = OrToolsSolver.isAvailable() ? OrToolsSolver.create() : new OjAlgoSolver();
    Map<String, Shared> rules = new LinkedHashMap<>();
    for (String rule : List.of("shapley", "nucleolus", "dualPrice", "midMarketRate")) {
      rules.put(rule, new Shared());
    }
    for (List<Settlement> hours : games.values()) {
      share(hours, rules, solver);
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("games", games.size());
    rules.forEach(
        (rule, shared) -> figures.put(rule, shared.shares.isEmpty() ? null : shared.document()));
    return figures;
  }

  private static void share(
      List<Settlement> hours, Map<String, Shared> rules, LinearSolver solver) {
    List<String> members =
        hours.get(0).members().stream().map(MemberSettlement::usagePoint).toList();
    NettingGame game = game(hours, members.size());
    double[] shapley;
    if (members.size() <= TabulatedGame.EXACT_MEMBERS) {
      shapley = ShapleyValue.exact(game);
      rules.get("nucleolus").add(members, Nucleolus.of(game, solver), game);
    } else {
      ShapleyValue.Sampled sampled = ShapleyValue.sampled(game, ORDERS, SEED);
      shapley = sampled.shares();
      double widest = Arrays.stream(sampled.halfWidths()).max().orElse(0);
      rules.get("shapley").halfWidth = Math.max(rules.get("shapley").halfWidth, widest);
    }
    rules.get("shapley").add(members, shapley, game);
    rules.get("dualPrice").add(members, game.dualPriceShares(), game);
    rules.get("midMarketRate").add(members, game.midMarketShares(), game);
  }

  /** Prices in milli-cent per kWh and energies in Wh, so that values are micro-cent. */
  private static NettingGame game(List<Settlement> hours, int members) {
    double[][] net = new double[members][hours.size()];
    double[] imports = new double[hours.size()];
    double[] exports = new double[hours.size()];
    for (int hour = 0; hour < hours.size(); hour++) {
      imports[hour] = Double.POSITIVE_INFINITY;
      exports[hour] = Double.NEGATIVE_INFINITY;
      List<MemberSettlement> all = hours.get(hour).members();
      for (int i = 0; i < members; i++) {
        MemberSettlement member = all.get(i);
        net[i][hour] = member.netWh();
        imports[hour] = Math.min(imports[hour], member.importPriceMilliCentPerKwh());
        exports[hour] = Math.max(exports[hour], member.exportPriceMilliCentPerKwh());
      }
      exports[hour] = Math.min(exports[hour], imports[hour]);
    }
    return new NettingGame(net, imports, exports);
  }
}
