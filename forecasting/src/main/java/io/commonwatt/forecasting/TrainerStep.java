package io.commonwatt.forecasting;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.forecast.ForecastEvent;
import io.commonwatt.contracts.forecast.ForecastEventKind;
import io.commonwatt.contracts.forecast.ForecastModel;
import io.commonwatt.contracts.forecast.TrainingRows;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.step.StateCodec;
import io.commonwatt.contracts.step.Step;
import io.commonwatt.forecasting.boost.BoostedPinball;
import io.commonwatt.forecasting.boost.BoostedTrainer;
import io.commonwatt.forecasting.boost.Boosting;
import io.commonwatt.forecasting.boost.BoostingParameters;
import io.commonwatt.forecasting.feature.FeatureSpecification;
import io.commonwatt.forecasting.feature.ForeignFeaturesException;
import io.commonwatt.forecasting.model.LinearPinball;
import io.commonwatt.forecasting.model.LinearTrainer;
import io.commonwatt.forecasting.onnx.OnnxModel;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains the models of a segment on the rows of all placements: when the window of all closes, and
 * when the segment drifts at some, with their newest rows and the last ones of the others. Training
 * begins within half the lead after the data window closes, each segment at an hour of its own so
 * that not all want a processor at once, and goes on beside the stream, with pauses until somebody
 * waits for it; the model leaves when it becomes effective, the lead later, whenever it was ready:
 * what leaves, and when, does not depend on how fast the machine is. A step waits for a training
 * that is not done by then.
 */
public final class TrainerStep implements Step<TrainerState> {

  private static final long serialVersionUID = 1L;

  /** Fewer rows than this are not learnt from. */
  private static final int FEWEST_ROWS = 100;

  /** One channel for each kind of rows. */
  private static final List<Channel> REHEARSED = List.of(Channel.CONSUMPTION, Channel.GENERATION);

  private static final Logger LOG = LoggerFactory.getLogger(TrainerStep.class);

  private final ForecastSettings settings;
  private final BoostingCheck boosting;

  /** Says why no trees can be grown here; empty where they can. */
  interface BoostingCheck extends Serializable {
    Optional<String> reason();
  }

  public TrainerStep(ForecastSettings settings) {
    this(settings, Boosting::unavailable);
  }

  /** As if trees could be grown or not. */
  TrainerStep(ForecastSettings settings, BoostingCheck boosting) {
    this.settings = settings;
    this.boosting = boosting;
  }

  @Override
  public String name() {
    return "forecast-trainer";
  }

  @Override
  public TrainerState initialState(String placement) {
    return new TrainerState(placement);
  }

  /** The first training is as fast as later ones, also where two weeks pass in minutes. */
  @Override
  public void prepare() {
    TrainerState.rehearseOnce(
        () -> {
          for (Channel channel : REHEARSED) {
            new LinearTrainer(settings.hyperparameters())
                .rehearse(FeatureSpecification.of(channel), settings.rowsPerModel());
          }
        });
  }

  @Override
  public Instant stepAtOrAfter(Instant time) {
    return HourGrid.atOrAfter(time);
  }

  @Override
  public void step(
      TrainerState state, Instant at, List<Travelling> inputs, Consumer<Travelling> outputs) {
    publishImported(state, at, outputs);
    state.emitDue(at, this::train, outputs);
    List<TrainingRows> closed = new ArrayList<>();
    for (Travelling input : inputs) {
      if (input instanceof TrainingRows handed && handed.windowTo().equals(at)) {
        closed.add(handed);
      }
    }
    if (settings.isWindowEnd(at) && !closed.isEmpty()) {
      state.replaceLatest(closed);
    } else if (!closed.isEmpty()) {
      closed = state.withLatest(closed);
    }
    if (!closed.isEmpty()) {
      sayUnavailable(state, at, outputs);
      state.begin(closed, at.plus(settings.lead()));
    }
    state.trainBeside(at.plus(settings.lead()).minus(stagger(state.segment())), this::train);
  }

  /** From the end of a data window to the beginning of its training; whole hours. */
  private Duration stagger(String segment) {
    double share = StableHash.unit(StableHash.of(segment));
    return Duration.ofHours((long) (share * settings.lead().dividedBy(2).toHours()));
  }

  @Override
  public StateCodec<TrainerState> stateCodec() {
    return new TrainerState.Codec();
  }

  /** Publishes the model made elsewhere of a segment, once, and again when its file is another. */
  private void publishImported(TrainerState state, Instant at, Consumer<Travelling> outputs) {
    for (ImportedModel model : settings.imported()) {
      if (model.segment().equals(state.segment()) && state.publishes(model.hash())) {
        outputs.accept(
            new ForecastModel(
                state.segment(),
                OnnxModel.NAME,
                at,
                at,
                at,
                model.hash(),
                FeatureSpecification.of(channel(state.segment())).schemaHash(),
                "{}",
                0,
                0,
                model.bytes(),
                at));
      }
    }
  }

  private void sayUnavailable(TrainerState state, Instant at, Consumer<Travelling> outputs) {
    Optional<String> reason = settings.boosting() == null ? Optional.empty() : boosting.reason();
    if (state.becomesUnavailable(reason.isPresent())) {
      String remark = reason.orElseThrow() + "; the other models of the segment go on without it";
      LOG.warn("No trees for '{}': {}", state.segment(), remark);
      outputs.accept(
          new ForecastEvent(
              ForecastEventKind.NO_BOOSTERS,
              BoostedPinball.NAME,
              state.segment(),
              0,
              0,
              remark,
              at,
              state.segment()));
    }
  }

  /** The models of a closed window; none when there is too little to learn from. */
  private List<ForecastModel> train(
      String segment, List<TrainingRows> closed, Instant effectiveFrom, Runnable breath) {
    FeatureSpecification specification = specification(segment, closed);
    List<TrainingRow> rows = new ArrayList<>();
    Instant to = effectiveFrom.minus(settings.lead());
    Instant from = to;
    for (TrainingRows handed : closed) {
      if (handed.featureSchema().equals(specification.schemaHash())) {
        TrainingRow.addAll(handed, specification.size(), rows);
        from = handed.windowFrom().isBefore(from) ? handed.windowFrom() : from;
      }
    }
    if (rows.size() < FEWEST_ROWS) {
      return List.of();
    }
    Window all = new Window(segment, specification, choose(rows), from, to, effectiveFrom);
    Window window = withPricesIfTheyHelp(all, breath);
    List<ForecastModel> models = new ArrayList<>(List.of(linear(window, breath)));
    if (settings.boosting() != null && boosting.reason().isEmpty()) {
      models.add(boosted(window));
    }
    return models;
  }

  private List<TrainingRow> choose(List<TrainingRow> rows) {
    List<TrainingRow> chosen = rows;
    if (rows.size() > settings.rowsPerModel()) {
      rows.sort(
          Comparator.comparingDouble((TrainingRow row) -> StableHash.unit(StableHash.of(row.id())))
              .thenComparing(TrainingRow::id));
      chosen = new ArrayList<>(rows.subList(0, settings.rowsPerModel()));
    }
    chosen.sort(Comparator.comparing(TrainingRow::id));
    return chosen;
  }

  /**
   * What a model is trained on.
   *
   * @param rows chosen, in order
   */
  private record Window(
      String segment,
      FeatureSpecification specification,
      List<TrainingRow> rows,
      Instant from,
      Instant to,
      Instant effectiveFrom) {

    /** The same window by other columns. */
    Window with(FeatureSpecification other, List<TrainingRow> otherRows) {
      return new Window(segment, other, otherRows, from, to, effectiveFrom);
    }

    /** A model of it. */
    ForecastModel model(String algorithm, String dataHash, String how, long seed, byte[] payload) {
      return new ForecastModel(
          segment,
          algorithm,
          from,
          to,
          effectiveFrom,
          dataHash,
          specification.schemaHash(),
          how,
          seed,
          rows.size(),
          payload,
          effectiveFrom);
    }
  }

  /**
   * The window without the columns of prices, unless a linear model that has them clearly loses
   * less on the last part of the window when only the part before it was learnt from.
   */
  private Window withPricesIfTheyHelp(Window window, Runnable breath) {
    FeatureSpecification plain = FeatureSpecification.of(channel(window.segment()));
    if (window.specification().equals(plain)) {
      return window;
    }
    LinearTrainer.Columns columns =
        new LinearTrainer(settings.hyperparameters(), breath)
            .choose(
                plain, window.specification(), TrainingRow.together(window.rows()), window.to());
    if (columns.specification().equals(window.specification())) {
      return window;
    }
    return window.with(
        plain, window.rows().stream().map(row -> row.narrowed(plain.size())).toList());
  }

  private ForecastModel linear(Window window, Runnable breath) {
    String dataHash = TrainingRow.hash(window.rows());
    LinearTrainer.Trained trained =
        new LinearTrainer(settings.hyperparameters(), breath)
            .train(
                window.specification(), TrainingRow.together(window.rows()), dataHash, window.to());
    return window.model(
        LinearPinball.NAME,
        dataHash,
        settings.hyperparameters().json(trained.shrinkage()),
        settings.hyperparameters().seed(),
        trained.payload());
  }

  private ForecastModel boosted(Window window) {
    String dataHash = TrainingRow.hash(window.rows());
    byte[] payload =
        new BoostedTrainer(settings.boosting())
            .train(
                window.specification(), TrainingRow.together(window.rows()), dataHash, window.to())
            .toBytes();
    BoostingParameters how = settings.boosting();
    return window.model(BoostedPinball.NAME, dataHash, how.json(), how.seed(), payload);
  }

  /** Channel of a segment: its second part. */
  static Channel channel(String segment) {
    return Channel.parse(segment.split("\\.", -1)[1]);
  }

  /**
   * The specification of a segment's rows with that hash.
   *
   * @throws ForeignFeaturesException when this release has none
   */
  static FeatureSpecification specification(String segment, String schemaHash) {
    return FeatureSpecification.find(channel(segment), schemaHash)
        .orElseThrow(
            () ->
                new ForeignFeaturesException(
                    schemaHash, FeatureSpecification.of(channel(segment))));
  }

  /** The widest specification rows were handed in by. */
  private static FeatureSpecification specification(String segment, List<TrainingRows> closed) {
    FeatureSpecification widest = FeatureSpecification.of(channel(segment));
    for (TrainingRows handed : closed) {
      FeatureSpecification own =
          FeatureSpecification.find(channel(segment), handed.featureSchema()).orElse(widest);
      widest = own.size() > widest.size() ? own : widest;
    }
    return widest;
  }
}
