package io.commonwatt.forecasting;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.forecast.ForecastModel;
import io.commonwatt.contracts.forecast.TrainingRows;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.step.StateCodec;
import io.commonwatt.contracts.step.Step;
import io.commonwatt.forecasting.feature.FeatureSpecification;
import io.commonwatt.forecasting.model.LinearPinball;
import io.commonwatt.forecasting.model.LinearTrainer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Trains the model of a segment on the rows of all placements: when the window of all closes, and
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

  private final ForecastSettings settings;

  public TrainerStep(ForecastSettings settings) {
    this.settings = settings;
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

  /** The model of a closed window; empty when there is too little to learn from. */
  private Optional<ForecastModel> train(
      String segment, List<TrainingRows> closed, Instant effectiveFrom, Runnable breath) {
    FeatureSpecification specification = specification(segment);
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
      return Optional.empty();
    }
    return Optional.of(
        train(segment, specification, choose(rows), from, to, effectiveFrom, breath));
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

  private ForecastModel train(
      String segment,
      FeatureSpecification specification,
      List<TrainingRow> rows,
      Instant from,
      Instant to,
      Instant effectiveFrom,
      Runnable breath) {
    String dataHash = TrainingRow.hash(rows);
    LinearTrainer.Trained trained =
        new LinearTrainer(settings.hyperparameters(), breath)
            .train(specification, TrainingRow.together(rows), dataHash, to);
    return new ForecastModel(
        segment,
        LinearPinball.NAME,
        from,
        to,
        effectiveFrom,
        dataHash,
        specification.schemaHash(),
        settings.hyperparameters().json(trained.shrinkage()),
        settings.hyperparameters().seed(),
        rows.size(),
        trained.payload(),
        effectiveFrom);
  }

  /** The specification rows of a segment follow: its second part is the channel. */
  static FeatureSpecification specification(String segment) {
    return FeatureSpecification.of(Channel.parse(segment.split("\\.", -1)[1]));
  }
}
