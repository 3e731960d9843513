package io.commonwatt.forecasting;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.forecast.TrainingRows;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.step.StateCodec;
import io.commonwatt.contracts.step.Step;
import io.commonwatt.forecasting.feature.Issue;
import io.commonwatt.forecasting.feature.Rows;
import io.commonwatt.forecasting.series.Series;
import io.commonwatt.forecasting.series.SeriesHistory;
import io.commonwatt.forecasting.series.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Collects training rows of a placement. At each issue time it takes the features of some target
 * intervals, chosen by hash, exactly as a forecast would see them then; when a data window closes
 * it adds the targets known by then and hands the rows in, per segment. It hands in those of a
 * segment before their time when that drifts ({@link DriftWatch}).
 */
public final class TrainingRowsStep implements Step<TrainingRowsState> {

  private static final long serialVersionUID = 1L;

  /**
   * Targets this near are chosen more often: they are few, and they weigh as a horizon of theirs.
   */
  private static final int NEAR_HOURS = 6;

  private static final double NEAR_WEIGHT = 2.5;
  private static final int FEWEST_ROWS_PER_PLACEMENT = 100;

  /** A target greater than this multiple of its level teaches nothing that holds elsewhere. */
  private static final double MOST_LEVELS = 100;

  /** History a series needs before its rows are worth learning from, days. */
  private static final int HISTORY_DAYS = 4;

  private final Registry registry;
  private final ForecastSettings settings;
  private final int rowsPerPlacement;
  private transient Placements placements;

  public TrainingRowsStep(Registry registry, ForecastSettings settings) {
    this.registry = registry;
    this.settings = settings;
    int placements = Math.max(1, registry.listPlacements().size());
    rowsPerPlacement =
        Math.min(
            settings.rowsPerPlacement(),
            Math.max(FEWEST_ROWS_PER_PLACEMENT, 2 * settings.rowsPerModel() / placements));
  }

  @Override
  public String name() {
    return "forecast-rows";
  }

  @Override
  public TrainingRowsState initialState(String placement) {
    return new TrainingRowsState(
        placement, placements().emptyHistory(placement, SeriesHistory.RETAINED_DAYS));
  }

  @Override
  public Instant stepAtOrAfter(Instant time) {
    return HourGrid.atOrAfter(time);
  }

  @Override
  public void step(
      TrainingRowsState state, Instant at, List<Travelling> inputs, Consumer<Travelling> outputs) {
    for (Travelling input : inputs) {
      state.history.absorb(input, at);
    }
    Set<String> drifting = new DriftWatch(state, at, outputs).listDriftingSegments();
    if (settings.isWindowEnd(at)) {
      handIn(state, at, state.rows.keySet(), outputs);
    } else if (!drifting.isEmpty() && at.isAfter(settings.firstWindowEnd())) {
      handIn(state, at, drifting, outputs);
    }
    if (ForecastSettings.isIssue(at)) {
      forget(state, at);
      collect(state, at);
    }
  }

  @Override
  public StateCodec<TrainingRowsState> stateCodec() {
    return new TrainingRowsState.Codec();
  }

  private void collect(TrainingRowsState state, Instant at) {
    Map<String, Integer> seriesPerSegment = new TreeMap<>();
    for (Series series : state.history.listSeries().keySet()) {
      seriesPerSegment.merge(series.segment(), 1, Integer::sum);
    }
    for (var entry : state.history.listSeries().entrySet()) {
      Series series = entry.getKey();
      SeriesHistory history = entry.getValue();
      long origin = at.getEpochSecond() / series.stepSeconds();
      if (history.isEmpty()
          || history.first() > origin - (long) HISTORY_DAYS * series.stepsPerDay()
          || history.end() < origin - series.stepsPerDay()) {
        continue;
      }
      collect(state, at, series, share(series, seriesPerSegment.get(series.segment())));
    }
  }

  private void collect(TrainingRowsState state, Instant at, Series series, double share) {
    Issue issue = placements().issues(state.placement).open(series, state.history, at);
    Rows rows = issue.rows();
    double[] row = new double[rows.specification().size()];
    long hash = StableHash.of(StableHash.of(series.id()), at.getEpochSecond());
    int nearSteps = NEAR_HOURS * 3600 / series.stepSeconds();
    for (int step = 0; step < issue.steps(); step++) {
      long target = issue.origin() + step;
      double weight = step < nearSteps ? NEAR_WEIGHT : 1;
      double rank = StableHash.unit(StableHash.of(hash, target)) / weight;
      if (rank < share && !issue.night(target) && rows.fill(target, row)) {
        float[] features = new float[row.length];
        for (int i = 0; i < row.length; i++) {
          features[i] = (float) row[i];
        }
        state
            .rows
            .computeIfAbsent(series.segment(), key -> new ArrayList<>())
            .add(
                new PendingRow(
                    series, at.getEpochSecond(), target, rank, rows.levelWh(), features));
      }
    }
  }

  /** Rank below which a target is chosen, so that a full window holds about twice the limit. */
  private double share(Series series, int seriesInSegment) {
    double issues =
        (double) settings.trainingWindow().toSeconds()
            / ForecastSettings.ISSUE_INTERVAL.toSeconds();
    double steps = Issue.HORIZON_HOURS * 3600.0 / series.stepSeconds();
    double nearSteps = NEAR_HOURS * 3600.0 / series.stepSeconds();
    double weighted = steps + (NEAR_WEIGHT - 1) * nearSteps;
    double solar = series.channel() == Channel.GENERATION ? 2 : 1;
    return 2.0 * solar * rowsPerPlacement / (issues * weighted * seriesInSegment);
  }

  private void forget(TrainingRowsState state, Instant at) {
    long oldest = at.minus(settings.trainingWindow()).getEpochSecond();
    for (List<PendingRow> rows : state.rows.values()) {
      rows.removeIf(row -> row.issueSecond() < oldest);
    }
  }

  private void handIn(
      TrainingRowsState state, Instant at, Set<String> segments, Consumer<Travelling> outputs) {
    Instant from = settings.windowFrom(at);
    for (var entry : state.rows.entrySet()) {
      if (!segments.contains(entry.getKey())) {
        continue;
      }
      List<PendingRow> known = new ArrayList<>();
      for (PendingRow row : entry.getValue()) {
        SeriesHistory history = state.history.listSeries().get(row.series());
        if (row.issueSecond() >= from.getEpochSecond()
            && history.standing(row.target()) == Standing.MEASURED
            && history.energyWh(row.target()) < MOST_LEVELS * row.levelWh()) {
          known.add(row);
        }
      }
      known.sort(Comparator.comparingDouble(PendingRow::rank).thenComparing(PendingRow::id));
      List<PendingRow> chosen =
          new ArrayList<>(known.subList(0, Math.min(known.size(), rowsPerPlacement)));
      if (!chosen.isEmpty()) {
        outputs.accept(rows(state, entry.getKey(), from, at, chosen));
      }
    }
  }

  private TrainingRows rows(
      TrainingRowsState state, String segment, Instant from, Instant at, List<PendingRow> chosen) {
    record Named(String id, PendingRow row) {}
    List<Named> named = new ArrayList<>(chosen.size());
    for (PendingRow row : chosen) {
      named.add(new Named(row.id(), row));
    }
    named.sort(Comparator.comparing(Named::id));
    int columns = chosen.get(0).features().length;
    double[] features = new double[named.size() * columns];
    double[] targets = new double[named.size()];
    List<String> ids = new ArrayList<>(named.size());
    for (int i = 0; i < targets.length; i++) {
      PendingRow row = named.get(i).row();
      ids.add(named.get(i).id());
      for (int column = 0; column < columns; column++) {
        features[i * columns + column] = row.features()[column];
      }
      SeriesHistory history = state.history.listSeries().get(row.series());
      targets[i] = history.energyWh(row.target()) / row.levelWh();
    }
    String schema = placements().specification(segment).schemaHash();
    return new TrainingRows(segment, state.placement, from, at, schema, ids, features, targets, at);
  }

  private Placements placements() {
    if (placements == null) {
      placements = new Placements(registry);
    }
    return placements;
  }
}
