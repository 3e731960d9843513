package io.commonwatt.app.compare;

import io.commonwatt.app.Output;
import io.commonwatt.contracts.community.Community;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.community.Resource;
import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.contracts.market.Settlement;
import io.commonwatt.market.clearing.NodalResult;
import io.commonwatt.market.coordination.DirectStrategy;
import io.commonwatt.market.coordination.LocalStrategy;
import io.commonwatt.market.coordination.MarketSettings;
import io.commonwatt.market.coordination.Strategies;
import io.commonwatt.market.coordination.Strategy;
import io.commonwatt.market.coordination.TariffStrategy;
import io.commonwatt.market.criteria.CostBound;
import io.commonwatt.market.criteria.Fairness;
import io.commonwatt.market.criteria.StrategyCriteria;
import io.commonwatt.market.dispatch.PerfectForesight;
import io.commonwatt.market.resource.Battery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** What a comparison found, for programs and for people. */
public final class CompareReport {

  private static final double MICRO_CENT = 1e8;

  private final Map<String, Object> head;
  private final List<StrategyRow> rows;
  private final List<String> violations;
  private final String currency;

  private CompareReport(
      Map<String, Object> head, List<StrategyRow> rows, List<String> violations, String currency) {
    this.head = head;
    this.rows = List.copyOf(rows);
    this.violations = List.copyOf(violations);
    this.currency = currency;
  }

  /** Works out bounds and criteria of a finished run. */
  public static CompareReport of(CompareRun run, Output output) {
    return new Builder(run, output).build();
  }

  /** Where a strategy passed the bound, or its log shows another cell than it claims. */
  public List<String> violations() {
    return violations;
  }

  /** The JSON document. */
  public Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>(head);
    Map<String, Object> strategies = new LinkedHashMap<>();
    for (StrategyRow row : rows) {
      strategies.put(row.name(), row.document());
    }
    document.put("strategies", strategies);
    document.put("violations", violations);
    return document;
  }

  /** The table as lines. */
  public String text() {
    StringBuilder text = new StringBuilder();
    String names = names();
    String cells = cells();
    text.append(
        String.format(
            Locale.ROOT,
            "%s, %s homes, %s hours; bound of J %.2f %s%n",
            head.get("data"),
            head.get("homes"),
            head.get("hours"),
            ((Number) head.get("boundMicroCent")).doubleValue() / MICRO_CENT,
            currency));
    text.append(
        String.format(
            names + cells + cells + " %9s %7s %9s %7s %6s %6s %6s %9s %7s %8s%n",
            "strategy",
            "cell",
            "audited",
            "J",
            "gap",
            "bill",
            "peak kW",
            "self",
            "CO2 t",
            "worse",
            "bit/h/d",
            "R2",
            "CPU s"));
    for (StrategyRow row : rows) {
      Double gap = row.gap();
      text.append(
          String.format(
              Locale.ROOT,
              names + cells + cells + " %9.2f %7s %9.2f %7.2f %6.3f %6.2f %6.2f %9.0f %7s %8.1f%n",
              row.name(),
              row.cell(),
              row.auditedCell(),
              row.resourceCostMicroCent() / MICRO_CENT,
              gap == null ? "-" : String.format(Locale.ROOT, "%.3f", gap),
              row.criteria().billMicroCent() / MICRO_CENT,
              row.criteria().peakKw(),
              row.criteria().selfSufficiency(),
              row.carbonKg() / 1000,
              row.fairness().worseOffShare(),
              row.bitsPerHomeDay(),
              Double.isFinite(row.leakageR2())
                  ? String.format(Locale.ROOT, "%.3f", row.leakageR2())
                  : "-",
              row.cpuSeconds()));
    }
    waterfallText(text);
    robustnessText(text);
    for (String violation : violations) {
      text.append("VIOLATION ").append(violation).append(System.lineSeparator());
    }
    return text.toString().stripTrailing();
  }

  /** Format of the column of names. */
  private String names() {
    return column(10, StrategyRow::name);
  }

  /** Format of a column of cells; a mixed community has several. */
  private String cells() {
    return ' ' + column(21, StrategyRow::cell);
  }

  private String column(int least, Function<StrategyRow, String> text) {
    int width = rows.stream().mapToInt(row -> text.apply(row).length()).max().orElse(least);
    return "%-" + Math.max(least, width) + "s";
  }

  private void robustnessText(StringBuilder text) {
    if (rows.get(0).robustness().isEmpty()) {
      return;
    }
    text.append(
        String.format(
            "More of J with: %s%n", String.join(", ", rows.get(0).robustness().keySet())));
    for (StrategyRow row : rows) {
      text.append(String.format(names(), row.name()));
      row.robustness()
          .values()
          .forEach(cost -> text.append(String.format(Locale.ROOT, " %+9.2f", cost / MICRO_CENT)));
      text.append(System.lineSeparator());
    }
  }

  private void waterfallText(StringBuilder text) {
    text.append("J beyond the bound: finite horizon, forecast error, late data, decentralisation,")
        .append(String.format(" billing boundary, trade; more with strategic bids%n"));
    for (StrategyRow row : rows) {
      Waterfall steps = row.waterfall();
      if (steps != null) {
        text.append(
            String.format(
                Locale.ROOT,
                names() + " %9.2f = %.2f %+.2f %+.2f %+.2f %+.2f %+.2f%s%n",
                row.name(),
                steps.sumMicroCent() / MICRO_CENT,
                steps.finiteHorizon() / MICRO_CENT,
                steps.forecastError() / MICRO_CENT,
                steps.lateData() / MICRO_CENT,
                steps.decentralisation() / MICRO_CENT,
                steps.billingBoundary() / MICRO_CENT,
                steps.trade() / MICRO_CENT,
                steps.strategicBids() == null
                    ? ""
                    : String.format(Locale.ROOT, "; %+.2f", steps.strategicBids() / MICRO_CENT)));
      }
    }
  }

  /** The table and the plots as one page. */
  public String html() {
    return ComparePage.of(document(), rows, currency);
  }

  /** Puts a report together. */
  private static final class Builder {

    private final CompareRun run;
    private final Output output;
    private final Map<String, List<Battery>> batteries = new HashMap<>();
    private final Map<String, Long> startMilliWh = new HashMap<>();
    private final List<String> violations = new ArrayList<>();

    Builder(CompareRun run, Output output) {
      this.run = run;
      this.output = output;
      Registry registry = run.registry();
      for (UsagePoint usagePoint : registry.listUsagePoints()) {
        for (Resource resource : registry.listResources(usagePoint.id(), run.source().from())) {
          if (resource.type() == Resource.Type.BATTERY) {
            Battery battery = Battery.of(resource);
            batteries.computeIfAbsent(usagePoint.id(), key -> new ArrayList<>()).add(battery);
            startMilliWh.put(battery.id(), Battery.milliWh(resource.initialKwh()));
          }
        }
      }
    }

    CompareReport build() {
      CostBound bound =
          new CostBound(PerfectForesight.create(), Map.copyOf(batteries), startMilliWh);
      StrategyCriteria baseline = null;
      for (StrategyRun one : run.runs()) {
        if (one.name().equals(TariffStrategy.NAME)) {
          baseline = one.criteria();
        }
      }
      double price = baseline.meanImportMilliCentPerKwh();
      double least = 0;
      for (List<Settlement> community : byCommunity(baseline).values()) {
        least += bound.leastMicroCent(community, endPrice(price));
      }
      int hours =
          (int) baseline.listSettlements().stream().map(Settlement::start).distinct().count();
      int homes = run.registry().listUsagePoints().size();
      StrategyCriteria direct = null;
      for (StrategyRun one : run.runs()) {
        if (one.name().equals(DirectStrategy.NAME)) {
          direct = one.criteria();
        }
      }
      Waterfall.Ladder ladder = null;
      if (direct != null) {
        output.progress("Direct control with perfect forecasts");
        long asRun = cost(direct, price);
        ladder =
            new Waterfall.Ladder(
                Math.round(least),
                cost(run.directWithPerfectForecasts(baseline.listSettlements()), price),
                run.directWithTimelyReadings().map(timely -> cost(timely, price)).orElse(asRun),
                asRun,
                cost(run.apart().orElseThrow(), price),
                cost(baseline, price));
      }
      List<StrategyRow> rows = new ArrayList<>();
      for (StrategyRun one : run.runs()) {
        output.progress("Bounds and audit of " + one.name());
        checkBounds(one, bound);
        Strategy strategy = Strategies.named(one.name(), MarketSettings.defaults());
        String claimed = LogAudit.claimed(strategy);
        String audited = LogAudit.audited(strategy, one.sample(), run.registry());
        if (!audited.equals(claimed)) {
          violations.add(one.name() + " claims to be " + claimed + ", its log says " + audited);
        }
        rows.add(
            new StrategyRow(
                one.name(),
                claimed,
                audited,
                one.criteria(),
                one.messages(),
                cost(one.criteria(), price),
                least,
                cost(baseline, price),
                Fairness.of(
                    baseline.billMicroCentByUsagePoint(),
                    one.criteria().billMicroCentByUsagePoint()),
                one.criteria()
                    .carbonKg(hour -> run.carbonMilligramPerKwh(hour.community(), hour.start())),
                batteries.values().stream()
                    .flatMap(List::stream)
                    .mapToDouble(Battery::capacityKwh)
                    .sum(),
                one.attack(),
                homes * hours / 24.0,
                ladder == null
                    ? null
                    : Waterfall.of(
                        strategy.cell().code(),
                        ladder,
                        cost(one.criteria(), price),
                        run.strategic(one.name()).map(more -> cost(more, price)).orElse(null)),
                trials(one, price, least),
                one.formation().document(),
                one.cpuSeconds()));
      }
      Map<String, Object> head = head(least, hours, homes);
      if (run.runs().stream().anyMatch(one -> one.name().equals(LocalStrategy.NAME))
          && !batteries.isEmpty()) {
        output.progress("What local measurements tell");
        List<Settlement> first = byCommunity(baseline).values().iterator().next();
        head.put("information", LocalInformation.of(first, batteries));
      }
      return new CompareReport(head, rows, violations, run.source().communityFile().currency());
    }

    private Map<String, Object> head(double least, int hours, int homes) {
      Map<String, Object> head = new LinkedHashMap<>();
      head.put("data", run.source().name());
      head.put("dataHash", run.dataHash());
      head.put("records", run.records());
      head.put("from", run.source().from().toString());
      head.put("to", run.source().to().toString());
      head.put("simulatedResources", run.source().communityFile().simulatedResources());
      head.put("notes", run.source().notes());
      head.put("network", network());
      head.put(
          "communities", run.registry().listCommunities().stream().map(Community::id).toList());
      head.put("homes", homes);
      head.put("hours", hours);
      head.put("lateReadings", run.lateReadings());
      head.put("boundMicroCent", Math.round(least));
      return head;
    }

    /** What limits trades inside a feeder: nothing, but for who clears within the grid's limits. */
    private String network() {
      List<String> nodal =
          run.runs().stream()
              .map(StrategyRun::name)
              .filter(name -> name.contains("auction/nodal"))
              .toList();
      return nodal.isEmpty()
          ? NodalResult.COPPER_PLATE
          : NodalResult.LIMITS + " in " + String.join(", ", nodal) + ", else copper plate";
    }

    /** A stored kWh once it is out again at the mean price. */
    private double endPrice(double meanImportMilliCent) {
      double efficiency = 1;
      for (List<Battery> own : batteries.values()) {
        for (Battery battery : own) {
          efficiency = Math.min(efficiency, battery.oneWayEfficiency());
        }
      }
      return meanImportMilliCent * efficiency;
    }

    private long cost(StrategyCriteria criteria, double price) {
      return criteria.resourceCostMicroCent()
          - Math.round(criteria.storedAtEndWh() * endPrice(price));
    }

    /** What each trial cost more; no trial may pass the bound either. */
    private Map<String, Long> trials(StrategyRun one, double price, double least) {
      Map<String, Long> more = new LinkedHashMap<>();
      run.trials(one.name())
          .forEach(
              (trial, criteria) -> {
                long cost = cost(criteria, price);
                more.put(trial, cost - cost(one.criteria(), price));
                if (cost < Math.round(least)) {
                  violations.add(one.name() + " with " + trial + " cost less than the possible");
                }
              });
      return more;
    }

    private void checkBounds(StrategyRun one, CostBound bound) {
      for (List<Settlement> community : byCommunity(one.criteria()).values()) {
        for (CostBound.Violation violation : bound.check(community)) {
          violations.add(
              String.format(
                  Locale.ROOT,
                  "%s cost %d micro-cent in %s, less than the possible %.0f",
                  one.name(),
                  violation.costMicroCent(),
                  violation.what(),
                  violation.boundMicroCent()));
        }
      }
    }

    private static Map<String, List<Settlement>> byCommunity(StrategyCriteria criteria) {
      Map<String, List<Settlement>> byCommunity = new TreeMap<>();
      for (Settlement settlement : criteria.listSettlements()) {
        byCommunity
            .computeIfAbsent(settlement.community(), key -> new ArrayList<>())
            .add(settlement);
      }
      return byCommunity;
    }
  }
}
