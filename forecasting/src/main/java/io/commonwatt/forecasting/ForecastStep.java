package io.commonwatt.forecasting;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.forecast.ForecastEvent;
import io.commonwatt.contracts.forecast.ForecastEventKind;
import io.commonwatt.contracts.forecast.ForecastModel;
import io.commonwatt.contracts.step.StateCodec;
import io.commonwatt.contracts.step.Step;
import io.commonwatt.forecasting.feature.FeatureSpecification;
import io.commonwatt.forecasting.feature.ForeignFeaturesException;
import io.commonwatt.forecasting.series.SeriesHistory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forecasts the series of a placement at 00, 06, 12 and 18 UTC over 48 h ({@link Issuing}), where
 * it is asked to also the next hour after each hour of readings, and scores what was forecast over
 * 48 h once it is known.
 */
public final class ForecastStep implements Step<ForecastState> {

  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(ForecastStep.class);

  private final Registry registry;
  private final boolean nextHour;
  private transient Placements placements;

  public ForecastStep(Registry registry) {
    this(registry, false);
  }

  /**
   * @param nextHour whether the next hour is forecast at every hour a series was heard of
   */
  public ForecastStep(Registry registry, boolean nextHour) {
    this.registry = registry;
    this.nextHour = nextHour;
  }

  @Override
  public String name() {
    return "forecast";
  }

  @Override
  public ForecastState initialState(String placement) {
    return new ForecastState(
        placement, placements().emptyHistory(placement, SeriesHistory.SCENARIO_DAYS));
  }

  @Override
  public Instant stepAtOrAfter(Instant time) {
    return HourGrid.atOrAfter(time);
  }

  @Override
  public void step(
      ForecastState state, Instant at, List<Travelling> inputs, Consumer<Travelling> outputs) {
    for (Travelling input : inputs) {
      if (input instanceof ForecastModel model) {
        accept(state, model, at, outputs);
      } else {
        state.history.absorb(input, at);
      }
    }
    Scoring.score(state, at, outputs);
    if (ForecastSettings.isIssue(at)) {
      new Issuing(placements(), state, at, outputs).run();
    }
    if (nextHour) {
      new Issuing(placements(), state, at, outputs).runNextHour();
    }
  }

  @Override
  public StateCodec<ForecastState> stateCodec() {
    return new ForecastState.Codec();
  }

  /** Takes a model in; what cannot be used is said, and the model before it goes on. */
  private void accept(
      ForecastState state, ForecastModel model, Instant at, Consumer<Travelling> outputs) {
    FeatureSpecification here = placements().specification(model.segment());
    Optional<FeatureSpecification> own =
        FeatureSpecification.find(TrainerStep.channel(model.segment()), model.featureSchema());
    if (own.isEmpty() || !here.beginsWith(own.get())) {
      refuse(
          ForecastEventKind.FOREIGN_FEATURES,
          "trained on features "
              + model.featureSchema()
              + ", this release has "
              + here.schemaHash(),
          state,
          model,
          at,
          outputs);
      return;
    }
    try {
      state.add(ServingModel.of(model));
    } catch (ForeignFeaturesException foreign) {
      refuse(ForecastEventKind.FOREIGN_FEATURES, foreign.getMessage(), state, model, at, outputs);
    } catch (RuntimeException damaged) {
      // Whatever a parser throws at bytes it does not understand.
      refuse(
          ForecastEventKind.DAMAGED_MODEL,
          "cannot be read: " + damaged.getMessage(),
          state,
          model,
          at,
          outputs);
    }
  }

  private static void refuse(
      ForecastEventKind kind,
      String why,
      ForecastState state,
      ForecastModel model,
      Instant at,
      Consumer<Travelling> outputs) {
    state.refused(model.segment());
    String remark =
        why
            + "; not used: the models beside and before it, else the climatology, forecast until the next";
    LOG.warn("Model '{}' {}", model.id(), remark);
    outputs.accept(
        new ForecastEvent(
            kind,
            model.id(),
            model.segment(),
            model.payload().length,
            0,
            remark,
            at,
            state.placement));
  }

  private Placements placements() {
    if (placements == null) {
      placements = new Placements(registry);
    }
    return placements;
  }
}
