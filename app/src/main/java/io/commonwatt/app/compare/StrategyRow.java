package io.commonwatt.app.compare;

import io.commonwatt.contracts.market.MarketMessage.Account;
import io.commonwatt.market.audit.LeakageAttack;
import io.commonwatt.market.criteria.Fairness;
import io.commonwatt.market.criteria.MessageAccounts;
import io.commonwatt.market.criteria.StrategyCriteria;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One line of the table.
 *
 * @param resourceCostMicroCent J, what is stored at the end deducted
 * @param boundMicroCent least J with perfect foresight
 * @param statusQuoMicroCent J of the baseline
 * @param waterfall why it costs more than the bound; null where direct control did not run
 * @param robustness what it cost more where one thing went wrong, micro-cent, by what; empty where
 *     that was not tried
 * @param coalitions what is known of those that formed; null where none do
 * @param learnt what an attacker learnt from the messages of operation
 */
record StrategyRow(
    String name,
    String cell,
    String auditedCell,
    StrategyCriteria criteria,
    MessageAccounts messages,
    long resourceCostMicroCent,
    double boundMicroCent,
    long statusQuoMicroCent,
    Fairness fairness,
    double carbonKg,
    double capacityKwh,
    LeakageAttack.Learnt learnt,
    double homeDays,
    Waterfall waterfall,
    Map<String, Long> robustness,
    Map<String, Object> coalitions,
    double cpuSeconds) {

  /** Below this share of the baseline the gap has no denominator worth the name. */
  private static final double LEAST_DENOMINATOR = 0.01;

  /** (J − bound) / (J of the status quo − bound); null where the two hardly differ. */
  Double gap() {
    double room = statusQuoMicroCent - boundMicroCent;
    return Math.abs(room) < LEAST_DENOMINATOR * Math.abs(statusQuoMicroCent)
        ? null
        : (resourceCostMicroCent - boundMicroCent) / room;
  }

  /** Bits of personal data that left a home in a day, settlement not counted. */
  double bitsPerHomeDay() {
    long bytes =
        messages.personal(Account.TRAINING).bytes() + messages.personal(Account.OPERATION).bytes();
    return 8 * bytes / homeDays;
  }

  double leakageR2() {
    return learnt.loadR2();
  }

  double cyclesPerStore() {
    return capacityKwh == 0 ? 0 : criteria.throughputWh() / 1000.0 / (2 * capacityKwh);
  }

  Map<String, Object> document() {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("cell", cell);
    row.put("auditedCell", auditedCell);
    row.put("billMicroCent", criteria.billMicroCent());
    row.put("resourceCostMicroCent", resourceCostMicroCent);
    row.put("transferMicroCent", criteria.billMicroCent() - resourceCostMicroCent);
    row.put("gap", gap());
    row.put("selfConsumption", criteria.selfConsumption());
    row.put("selfSufficiency", criteria.selfSufficiency());
    row.put("peakKw", criteria.peakKw());
    row.put("exportPeakKw", criteria.exportPeakKw());
    row.put("importedWh", criteria.importedWh());
    row.put("exportedWh", criteria.exportedWh());
    row.put("carbonKg", carbonKg);
    row.put("storageCycles", cyclesPerStore());
    row.put("fairness", orNull(fairness.jain()));
    row.put("fairnessGini", orNull(fairness.gini()));
    row.put("leastSavingMicroCent", fairness.leastSavingMicroCent());
    row.put("worseOffShare", fairness.worseOffShare());
    row.put("budgetBalance", criteria.budgetBalanceMicroCent());
    row.put("leakageR2", orNull(leakageR2()));
    row.put("activeAccuracy", orNull(learnt.activeAccuracy()));
    row.put("rounds", messages.rounds());
    row.put("messages", messages.messages());
    row.put("messageBytes", messages.bytes());
    row.put("bitsPerHomeDay", bitsPerHomeDay());
    Map<String, Object> personal = new LinkedHashMap<>();
    for (Account account : Account.values()) {
      MessageAccounts.Personal counted = messages.personal(account);
      personal.put(
          account.name().toLowerCase(Locale.ROOT),
          Map.of("records", counted.records(), "bytes", counted.bytes()));
    }
    row.put("personal", personal);
    row.put("waterfall", waterfall == null ? null : waterfall.document());
    row.put("coalitions", coalitions);
    row.put("robustness", robustness.isEmpty() ? null : robustnessDocument());
    row.put("cpuSeconds", cpuSeconds);
    return row;
  }

  private Map<String, Object> robustnessDocument() {
    Map<String, Object> trials = new LinkedHashMap<>();
    robustness.forEach((trial, microCent) -> trials.put(trial + "MicroCent", microCent));
    return trials;
  }

  private static Double orNull(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
