package io.commonwatt.forecasting;

import io.commonwatt.forecasting.boost.BoostingParameters;
import io.commonwatt.forecasting.model.Hyperparameters;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

/**
 * What a deployment says about forecasting.
 *
 * @param start first data of the run; anchors the training times, the same for every placement
 * @param firstTraining from the first full UTC day after {@code start} to the first training
 * @param trainingInterval between trainings
 * @param trainingWindow longest data window of a model; older rows are forgotten
 * @param lead from the end of a model's data window to the first forecast that may use it
 * @param rowsPerModel most training rows of a model
 * @param rowsPerPlacement most rows a placement hands in per segment
 * @param hyperparameters how linear models are trained
 * @param boosting how trees are boosted beside them; null where they are not
 * @param imported models made elsewhere
 * @param nextHour whether the next hour is forecast at every hour a series was heard of
 */
public record ForecastSettings(
    Instant start,
    Duration firstTraining,
    Duration trainingInterval,
    Duration trainingWindow,
    Duration lead,
    int rowsPerModel,
    int rowsPerPlacement,
    Hyperparameters hyperparameters,
    BoostingParameters boosting,
    List<ImportedModel> imported,
    boolean nextHour)
    implements Serializable {

  /** From the first day of data to the first training. */
  public static final Duration DEFAULT_FIRST_TRAINING = Duration.ofDays(14);

  /** Between trainings. */
  public static final Duration DEFAULT_TRAINING_INTERVAL = Duration.ofDays(7);

  /** Longest data window. */
  public static final Duration DEFAULT_TRAINING_WINDOW = Duration.ofDays(28);

  /**
   * From the end of the data window to the first use: the time a training has before anything waits
   * for it.
   */
  public static final Duration DEFAULT_LEAD = Duration.ofHours(24);

  /** Rows of a model. */
  public static final int DEFAULT_ROWS_PER_MODEL = 6_000;

  /** Rows of a placement and segment. */
  public static final int DEFAULT_ROWS_PER_PLACEMENT = 3_000;

  /** Forecasts are issued at 00, 06, 12 and 18 UTC. */
  static final Duration ISSUE_INTERVAL = Duration.ofHours(6);

  public ForecastSettings {
    imported = List.copyOf(imported);
    Objects.requireNonNull(start, "start");
    Objects.requireNonNull(hyperparameters, "hyperparameters");
    if (trainingInterval.compareTo(Duration.ofHours(1)) < 0
        || lead.compareTo(Duration.ofHours(1)) < 0) {
      throw new IllegalArgumentException(
          "Forecast settings: training interval "
              + trainingInterval
              + " and lead "
              + lead
              + " must be at least one hour, the step of the job");
    }
    if (trainingWindow.compareTo(DEFAULT_TRAINING_WINDOW) > 0) {
      throw new IllegalArgumentException(
          "Forecast settings: a training window of "
              + trainingWindow
              + " is longer than the "
              + DEFAULT_TRAINING_WINDOW
              + " of history that is kept; shorten it");
    }
  }

  /** The linear model alone. */
  public ForecastSettings(
      Instant start,
      Duration firstTraining,
      Duration trainingInterval,
      Duration trainingWindow,
      Duration lead,
      int rowsPerModel,
      int rowsPerPlacement,
      Hyperparameters hyperparameters) {
    this(
        start,
        firstTraining,
        trainingInterval,
        trainingWindow,
        lead,
        rowsPerModel,
        rowsPerPlacement,
        hyperparameters,
        null,
        List.of(),
        false);
  }

  /** The same with trees beside the linear model, as far as they can be grown, and a blend. */
  public ForecastSettings boosted(BoostingParameters how) {
    return with(how, imported, nextHour);
  }

  /** The same with models made elsewhere, one per segment. */
  public ForecastSettings importing(List<ImportedModel> models) {
    return with(boosting, models, nextHour);
  }

  /** The same with a forecast of the next hour at every hour beside those over two days. */
  public ForecastSettings hourly() {
    return with(boosting, imported, true);
  }

  private ForecastSettings with(
      BoostingParameters how, List<ImportedModel> models, boolean everyHour) {
    return new ForecastSettings(
        start,
        firstTraining,
        trainingInterval,
        trainingWindow,
        lead,
        rowsPerModel,
        rowsPerPlacement,
        hyperparameters,
        how,
        models,
        everyHour);
  }

  /** Defaults for a run whose data begins at {@code start}. */
  public static ForecastSettings startingAt(Instant start) {
    return new ForecastSettings(
        start,
        DEFAULT_FIRST_TRAINING,
        DEFAULT_TRAINING_INTERVAL,
        DEFAULT_TRAINING_WINDOW,
        DEFAULT_LEAD,
        DEFAULT_ROWS_PER_MODEL,
        DEFAULT_ROWS_PER_PLACEMENT,
        Hyperparameters.DEFAULT);
  }

  /** Whether forecasts are issued at that step time. */
  static boolean isIssue(Instant at) {
    return Math.floorMod(at.getEpochSecond(), ISSUE_INTERVAL.toSeconds()) == 0;
  }

  /** End of the first data window. */
  Instant firstWindowEnd() {
    Instant day = start.truncatedTo(ChronoUnit.DAYS);
    Instant firstFullDay = day.equals(start) ? day : day.plus(Duration.ofDays(1));
    return firstFullDay.plus(firstTraining);
  }

  /** Whether a data window ends at that step time. */
  boolean isWindowEnd(Instant at) {
    long since = Duration.between(firstWindowEnd(), at).toMillis();
    return since >= 0 && since % trainingInterval.toMillis() == 0;
  }

  /** Start of the data window that ends then. */
  Instant windowFrom(Instant windowTo) {
    Instant longest = windowTo.minus(trainingWindow);
    return longest.isBefore(start) ? start : longest;
  }
}
