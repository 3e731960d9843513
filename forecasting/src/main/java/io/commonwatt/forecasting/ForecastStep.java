package io.commonwatt.forecasting;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.forecast.ForecastEvent;
import io.commonwatt.contracts.forecast.ForecastEventKind;
import io.commonwatt.contracts.forecast.ForecastModel;
import io.commonwatt.contracts.step.StateCodec;
import io.commonwatt.contracts.step.Step;
import io.commonwatt.forecasting.series.PlacementHistory;
import io.commonwatt.forecasting.series.SeriesHistory;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forecasts the series of a placement at 00, 06, 12 and 18 UTC over 48 h ({@link Issuing}), and
 * scores what was forecast once it is known.
 */
public final class ForecastStep implements Step<ForecastState> {

  private static final long serialVersionUID = 1L;

  /** Unpacked models remembered; they are the same whenever they are unpacked. */
  private static final int MOST_UNPACKED = 64;

  private static final Logger LOG = LoggerFactory.getLogger(ForecastStep.class);

  private final Registry registry;
  private transient Placements placements;
  private transient Map<String, ServingModel> unpacked;

  public ForecastStep(Registry registry) {
    this.registry = registry;
  }

  @Override
  public String name() {
    return "forecast";
  }

  @Override
  public ForecastState initialState(String placement) {
    String place = placements().placeOf(placement);
    return new ForecastState(placement, new PlacementHistory(place, SeriesHistory.SCENARIO_DAYS));
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
  }

  @Override
  public StateCodec<ForecastState> stateCodec() {
    return new ForecastState.Codec();
  }

  /** Takes a model in; what cannot be used is said, and the model before it goes on. */
  private void accept(
      ForecastState state, ForecastModel model, Instant at, Consumer<Travelling> outputs) {
    String schema = TrainerStep.specification(model.segment()).schemaHash();
    if (!schema.equals(model.featureSchema())) {
      refuse(
          ForecastEventKind.FOREIGN_FEATURES,
          "trained on features " + model.featureSchema() + ", this release has " + schema,
          state,
          model,
          at,
          outputs);
      return;
    }
    try {
      state.add(unpack(model));
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
        why + "; not used: the model before it, else the climatology, forecasts until the next";
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

  /** Unpacks a model once for all placements. */
  private ServingModel unpack(ForecastModel model) {
    if (unpacked == null) {
      unpacked = new HashMap<>();
    }
    if (unpacked.size() >= MOST_UNPACKED) {
      unpacked.clear();
    }
    return unpacked.computeIfAbsent(
        model.id() + '|' + model.dataHash(), key -> ServingModel.of(model));
  }

  private Placements placements() {
    if (placements == null) {
      placements = new Placements(registry);
    }
    return placements;
  }
}
