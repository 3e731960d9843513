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
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Trains the model of a segment when its data window closes, on the rows of all placements. Holds
 * nothing between windows: rows and training carry the same time.
 */
public final class TrainerStep implements Step<TrainerStep.Idle> {

  private static final long serialVersionUID = 1L;

  /** Fewer rows than this are not learnt from. */
  private static final int FEWEST_ROWS = 100;

  private final ForecastSettings settings;

  public TrainerStep(ForecastSettings settings) {
    this.settings = settings;
  }

  /** State between trainings: none but the segment. */
  public record Idle(String segment) {}

  @Override
  public String name() {
    return "forecast-trainer";
  }

  @Override
  public Idle initialState(String placement) {
    return new Idle(placement);
  }

  @Override
  public Instant stepAtOrAfter(Instant time) {
    return HourGrid.atOrAfter(time);
  }

  @Override
  public void step(Idle state, Instant at, List<Travelling> inputs, Consumer<Travelling> outputs) {
    FeatureSpecification specification = specification(state.segment());
    List<TrainingRow> rows = new ArrayList<>();
    Instant from = at;
    for (Travelling input : inputs) {
      if (input instanceof TrainingRows handed
          && handed.windowTo().equals(at)
          && handed.featureSchema().equals(specification.schemaHash())) {
        TrainingRow.addAll(handed, specification.size(), rows);
        from = handed.windowFrom().isBefore(from) ? handed.windowFrom() : from;
      }
    }
    if (rows.size() >= FEWEST_ROWS) {
      outputs.accept(train(state.segment(), specification, choose(rows), from, at));
    }
  }

  @Override
  public StateCodec<Idle> stateCodec() {
    return new Codec();
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
      Instant at) {
    String dataHash = TrainingRow.hash(rows);
    LinearTrainer.Trained trained =
        new LinearTrainer(settings.hyperparameters())
            .train(specification, TrainingRow.together(rows), dataHash, at);
    return new ForecastModel(
        segment,
        LinearPinball.NAME,
        from,
        at,
        at.plus(settings.lead()),
        dataHash,
        specification.schemaHash(),
        settings.hyperparameters().json(trained.shrinkage()),
        settings.hyperparameters().seed(),
        rows.size(),
        trained.payload(),
        at);
  }

  /** The specification rows of a segment follow: its second part is the channel. */
  static FeatureSpecification specification(String segment) {
    return FeatureSpecification.of(Channel.parse(segment.split("\\.", -1)[1]));
  }

  private static final class Codec implements StateCodec<Idle> {

    private static final int VERSION = 1;

    @Override
    public void write(Idle state, DataOutput out) throws IOException {
      out.writeByte(VERSION);
      out.writeUTF(state.segment());
    }

    @Override
    public Idle read(DataInput in) throws IOException {
      StateVersion.require(VERSION, in.readByte(), "the trainer");
      return new Idle(in.readUTF());
    }
  }
}
