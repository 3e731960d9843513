package io.commonwatt.app;

import io.commonwatt.market.control.ControlSettings;
import io.commonwatt.market.control.Hedging;
import java.util.LinkedHashMap;
import java.util.Map;

/** The keys of a configuration that say how devices are controlled. */
final class ControlConfiguration {

  static final String REPLAN = "dispatchReplanMinutes";
  static final String HORIZON = "dispatchHorizonHours";
  static final String SCENARIOS = "dispatchScenarios";
  static final String HEDGE = "dispatchHedge";
  static final String PROBABILITY = "dispatchLimitProbability";

  /** Forecasts reach 48 h and are used until they are 12 h old. */
  private static final int MOST_HOURS = 36;

  /** As many as forecasting draws. */
  private static final int MOST_SCENARIOS = 50;

  private static final int DAY_MINUTES = 24 * 60;

  private ControlConfiguration() {}

  /** The keys with what holds when they are not set. */
  static Map<String, String> defaults() {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put(REPLAN, "60");
    keys.put(HORIZON, String.valueOf(ControlSettings.DEFAULT_STEPS));
    keys.put(SCENARIOS, String.valueOf(ControlSettings.DEFAULT_SCENARIOS));
    keys.put(HEDGE, Hedging.TWO_STAGE.code());
    keys.put(PROBABILITY, "off");
    return keys;
  }

  /**
   * The settings of a configuration.
   *
   * @throws UserError naming the key whose value cannot be
   */
  static ControlSettings of(Map<String, String> values) {
    int minutes = number(values, REPLAN, 1, DAY_MINUTES);
    if (DAY_MINUTES % minutes != 0) {
      throw refused(values, REPLAN, "use a number of minutes that divides a day, such as 15 or 60");
    }
    int hours = number(values, HORIZON, 1, MOST_HOURS);
    int scenarios = number(values, SCENARIOS, 2, MOST_SCENARIOS);
    Hedging hedging =
        Hedging.find(values.get(HEDGE))
            .orElseThrow(() -> refused(values, HEDGE, "use two-stage or certainty-equivalent"));
    return ControlSettings.defaults()
        .replanned(minutes * 60)
        .over(hours)
        .hedgedOver(scenarios)
        .hedged(hedging, probability(values));
  }

  /** The keys as they hold. */
  static Map<String, Object> shown(ControlSettings settings) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put(REPLAN, settings.replanSeconds() / 60);
    shown.put(HORIZON, settings.steps());
    shown.put(SCENARIOS, settings.mostScenarios());
    shown.put(HEDGE, settings.hedging().code());
    double probability = settings.limitProbability();
    shown.put(PROBABILITY, probability == 0 ? "off" : probability);
    return shown;
  }

  private static double probability(Map<String, String> values) {
    String value = values.get(PROBABILITY);
    // YAML 1.2 reads off as text, but false as such.
    if (value.equals("off") || value.equals("false")) {
      return 0;
    }
    try {
      double probability = Double.parseDouble(value);
      if (probability >= 0.5 && probability <= 1) {
        return probability;
      }
    } catch (NumberFormatException e) {
      // falls through to the one message for both faults
    }
    throw refused(values, PROBABILITY, "use a probability from 0.5 to 1, or off");
  }

  private static int number(Map<String, String> values, String key, int least, int most) {
    try {
      int value = Integer.parseInt(values.get(key));
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // falls through to the one message for both faults
    }
    throw refused(values, key, "use a whole number from " + least + " to " + most);
  }

  private static UserError refused(Map<String, String> values, String key, String remedy) {
    return new UserError("configuration", key + " is '" + values.get(key) + "'", remedy);
  }
}
