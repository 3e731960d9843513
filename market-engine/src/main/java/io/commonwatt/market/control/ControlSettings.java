package io.commonwatt.market.control;

import io.commonwatt.market.observation.ForecastBook;
import io.commonwatt.market.resource.PlantModel;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * How stores are controlled.
 *
 * @param steps of a plan
 * @param stepSeconds length of a step, s
 * @param replanSeconds time from one plan to the next, s; divides a day
 * @param forecastModels models whose forecasts are used, the preferred first
 * @param staleAfter age at which a forecast is not used any more
 * @param mostScenarios most scenarios a plan looks at; 0 plans the forecast's median
 * @param hedging what it makes of them
 * @param limitProbability with which the connection's limits are kept in each step, 0.5 to 1, over
 *     the same scenarios; 0 keeps them for what is planned with
 * @param leaveCentPerKwh price on leaving the last plan, ct/kWh
 * @param plant how batteries differ from what is planned with
 */
public record ControlSettings(
    int steps,
    int stepSeconds,
    int replanSeconds,
    List<String> forecastModels,
    Duration staleAfter,
    int mostScenarios,
    Hedging hedging,
    double limitProbability,
    double leaveCentPerKwh,
    PlantModel plant)
    implements Serializable {

  public static final int DEFAULT_STEPS = 24;
  public static final int DEFAULT_STEP_SECONDS = 3600;
  public static final Duration DEFAULT_STALE_AFTER = Duration.ofHours(12);
  public static final int DEFAULT_SCENARIOS = 5;

  /** Below what a forecast's usual move is worth, above what rounding is. */
  public static final double DEFAULT_LEAVE_CENT_PER_KWH = 0.1;

  private static final int DAY_SECONDS = 86_400;

  public ControlSettings {
    forecastModels = List.copyOf(forecastModels);
    if (steps < 1 || stepSeconds < 1 || mostScenarios < 0 || !(leaveCentPerKwh >= 0)) {
      throw new IllegalArgumentException(
          "Control settings: "
              + steps
              + " steps of "
              + stepSeconds
              + " s, "
              + mostScenarios
              + " scenarios, "
              + leaveCentPerKwh
              + " ct/kWh for leaving a plan; give at least a step and nothing negative");
    }
    if (limitProbability != 0
        && !(limitProbability >= 0.5 && limitProbability <= 1 && mostScenarios > 1)) {
      throw new IllegalArgumentException(
          "Control settings: limits kept with probability "
              + limitProbability
              + " over "
              + mostScenarios
              + " scenarios; give 0.5 to 1 over at least two, or 0 for none");
    }
    if (replanSeconds < 1 || DAY_SECONDS % replanSeconds != 0) {
      throw new IllegalArgumentException(
          "Control settings: a new plan each " + replanSeconds + " s; give a divisor of a day");
    }
  }

  /** Settings of an ordinary run: a new plan each hour. */
  public static ControlSettings defaults() {
    return new ControlSettings(
        DEFAULT_STEPS,
        DEFAULT_STEP_SECONDS,
        DEFAULT_STEP_SECONDS,
        ForecastBook.PREFERRED_MODELS,
        DEFAULT_STALE_AFTER,
        DEFAULT_SCENARIOS,
        Hedging.TWO_STAGE,
        0,
        DEFAULT_LEAVE_CENT_PER_KWH,
        PlantModel.defaults());
  }

  /** The same with a plan made anew as often as given. */
  public ControlSettings replanned(int everySeconds) {
    return new ControlSettings(
        steps,
        stepSeconds,
        everySeconds,
        forecastModels,
        staleAfter,
        mostScenarios,
        hedging,
        limitProbability,
        leaveCentPerKwh,
        plant);
  }

  /** The same over so many steps. */
  public ControlSettings over(int planSteps) {
    return new ControlSettings(
        planSteps,
        stepSeconds,
        replanSeconds,
        forecastModels,
        staleAfter,
        mostScenarios,
        hedging,
        limitProbability,
        leaveCentPerKwh,
        plant);
  }

  /** The same with another use of its scenarios; see the parameters of this record. */
  public ControlSettings hedged(Hedging how, double probability) {
    return new ControlSettings(
        steps,
        stepSeconds,
        replanSeconds,
        forecastModels,
        staleAfter,
        mostScenarios,
        how,
        probability,
        leaveCentPerKwh,
        plant);
  }

  /** The same over so many scenarios. */
  public ControlSettings hedgedOver(int scenarios) {
    return new ControlSettings(
        steps,
        stepSeconds,
        replanSeconds,
        forecastModels,
        staleAfter,
        scenarios,
        hedging,
        limitProbability,
        leaveCentPerKwh,
        plant);
  }
}
