package io.commonwatt.forecasting.backtest.learnt;

import io.commonwatt.forecasting.backtest.Forecast;
import io.commonwatt.forecasting.backtest.Forecaster;
import io.commonwatt.forecasting.backtest.Levels;
import io.commonwatt.forecasting.backtest.Past;
import io.commonwatt.forecasting.backtest.Quantity.Kind;
import io.commonwatt.forecasting.backtest.Window;
import io.commonwatt.forecasting.boost.Boosting;
import io.commonwatt.forecasting.boost.BoostingParameters;
import io.commonwatt.forecasting.feature.Holidays;
import io.commonwatt.forecasting.feature.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A blend of climatologies, linear and boosted quantiles, whose weights follow the pinball loss of
 * the last weeks, by segment and series. Not thread-safe.
 */
public final class BlendForecaster implements Forecaster {

  /** Name of the method. */
  public static final String NAME = "blend";

  private static final int HOLD_BACK_DAYS = 28;

  /** Issues a month long overlap so much that four weeks of them are hardly more than one. */
  private static final int HOLD_BACK_REACHES = 4;

  private static final int MOST_ROWS = 150_000;
  private static final int FEWEST_ROWS = 200;
  private static final int MOST_JUDGED = 20_000;
  private static final int MOST_HELD_BACK_ROWS = 60_000;

  /** Of generation; those of loads were not measured. */
  private static final int MOST_FORESTS = 4;

  private static final long SEED = 20_261_129;

  /** Days of a series' own record that weigh as much as its segment's. */
  private static final double SEGMENT_DAYS = 28;

  /** What the name of a segment ends with whose prices are known ahead. */
  private static final String PRICED = ".priced";

  private static final double[] NORMAL_SCORES = {
    -1.6449, -1.2816, -.8416, -.5244, -.2533, 0, .2533, .5244, .8416, 1.2816, 1.6449
  };
  private static final int[] OF_MODEL = {0, 1, 3, 5, 7, 9, 10};

  private final BoostingParameters boosting;
  private final Map<String, Segment> segments = new TreeMap<>();
  private final Map<String, LocalClock> clocks = new HashMap<>();

  public BlendForecaster() {
    this(BoostingParameters.DEFAULT);
  }

  public BlendForecaster(BoostingParameters boosting) {
    this.boosting = boosting;
  }

  /** What is learnt together. */
  private static final class Segment {
    final List<Member> members = new ArrayList<>();
    final Map<String, TrackRecord> records = new TreeMap<>();
    final Map<String, Weights> weights = new TreeMap<>();
    Weights own;

    /** How many of the members, the first ones, see no prices. */
    int unpriced;

    boolean learnt;
    boolean fitted;

    /** Before anything is judged; prices must be seen to help first. */
    Weights unjudged() {
      return Weights.unjudged(members.subList(0, unpriced)).among(members.size());
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  /** How it is configured; the same for every data set. */
  @Override
  public String toString() {
    return NAME
        + " features "
        + AheadRows.SPECIFICATION.schemaHash()
        + " or "
        + AheadRows.PRICED.schemaHash()
        + " rows "
        + MOST_ROWS
        + " hold back "
        + HOLD_BACK_DAYS
        + " or reaches "
        + HOLD_BACK_REACHES
        + " segment days "
        + SEGMENT_DAYS
        + ' '
        + Judging.configuration()
        + " seed "
        + SEED
        + ' '
        + boosting
        + " forests of generation "
        + MOST_FORESTS
        + " of rows "
        + BoostedMember.MOST_ROWS
        + ' '
        + LinearMember.HOW
        + ' '
        + RidgeMember.CONFIGURATION;
  }

  @Override
  public void learn(List<Past> pasts, Window first) {
    Map<String, List<Past>> bySegment = new TreeMap<>();
    for (Past past : pasts) {
      bySegment.computeIfAbsent(segmentOf(past), key -> new ArrayList<>()).add(past);
    }
    int lead = first.first() - first.cutOff();
    bySegment.forEach((name, own) -> learn(segment(own.get(0)), own, lead, first.steps()));
  }

  private Segment segment(Past past) {
    return segments.computeIfAbsent(
        segmentOf(past),
        key -> {
          int forests = past.quantity().kind() == Kind.GENERATION ? MOST_FORESTS : 1;
          Segment segment = new Segment();
          segment.members.addAll(List.of(Naive.values()));
          boolean boosted = Boosting.unavailable().isEmpty();
          segment.members.add(new RidgeMember(false, false));
          segment.members.add(new RidgeMember(true, false));
          segment.members.add(new LinearMember());
          if (boosted) {
            segment.members.add(new BoostedMember(boosting, AheadRows.SPECIFICATION, forests));
          }
          segment.unpriced = segment.members.size();
          if (key.endsWith(PRICED)) {
            segment.members.add(new RidgeMember(false, true));
            segment.members.add(new RidgeMember(true, true));
            if (boosted) {
              segment.members.add(new BoostedMember(boosting, AheadRows.PRICED, forests));
            }
          }
          return segment;
        });
  }

  private void learn(Segment segment, List<Past> pasts, int lead, int steps) {
    if (!segment.learnt) {
      holdBack(segment, pasts, lead, steps);
      segment.learnt = true;
    }
    weigh(segment, pasts);
    fit(segment, pasts, lead, steps);
  }

  private void fit(Segment segment, List<Past> pasts, int lead, int steps) {
    AheadLearning learning = new AheadSample(MOST_ROWS, SEED).draw(pasts, this::open, lead, steps);
    if (learning.rows().size() < FEWEST_ROWS) {
      return;
    }
    segment.fitted = true;
    for (Member member : segment.members) {
      member.learn(learning);
    }
  }

  /** Learns without the last weeks and forecasts them, so that members can be weighed. */
  private void holdBack(Segment segment, List<Past> pasts, int lead, int steps) {
    List<Past> before = new ArrayList<>();
    long issues = 0;
    for (Past past : pasts) {
      int held = heldBack(past, lead + steps);
      issues += (held * (long) past.stepsPerDay() - lead - steps) / past.stepsPerDay() + 1;
      before.add(past.before(past.cutOff() - held * past.stepsPerDay()));
    }
    fit(segment, before, lead, steps);
    int stride = (int) Math.max(1, issues * steps / MOST_HELD_BACK_ROWS);
    for (int i = 0; i < pasts.size(); i++) {
      Past past = pasts.get(i);
      int day = past.stepsPerDay();
      for (int cutOff = before.get(i).cutOff();
          cutOff + lead + steps <= past.cutOff();
          cutOff += stride * day) {
        say(segment, past.before(cutOff), cutOff + lead, steps, null);
      }
    }
  }

  private static int heldBack(Past past, int reach) {
    int day = past.stepsPerDay();
    int reachDays = (reach + day - 1) / day;
    int days = Math.max(HOLD_BACK_DAYS, HOLD_BACK_REACHES * reachDays) + reachDays;
    return Math.min(days, 2 * past.cutOff() / (5 * day));
  }

  private void weigh(Segment segment, List<Past> pasts) {
    int members = segment.members.size();
    List<TrackRecord.Judged> all = new ArrayList<>();
    int rows = 0;
    for (Past past : pasts) {
      TrackRecord record = segment.records.get(past.name());
      if (record != null) {
        TrackRecord.Judged judged = record.judge(past, members, MOST_JUDGED / pasts.size() + 500);
        all.add(judged);
        rows += judged.truths().length;
      } else {
        all.add(null);
      }
    }
    if (rows == 0) {
      segment.own = segment.own == null ? segment.unjudged() : segment.own;
      return;
    }
    TrackRecord.Judged joined = join(all, members, rows);
    int used = joined.trusted(segment.unpriced);
    segment.own = joined.firstMembers(used).weigh(members);

    for (int i = 0; i < all.size(); i++) {
      TrackRecord.Judged judged = all.get(i);
      Weights weights = segment.own;
      if (judged != null && judged.truths().length > 0 && all.size() > 1) {
        Weights own = judged.firstMembers(used).weigh(members);
        weights = own.towards(segment.own, SEGMENT_DAYS / (SEGMENT_DAYS + judged.days()));
      }
      segment.weights.put(pasts.get(i).name(), weights);
    }
  }

  private static TrackRecord.Judged join(List<TrackRecord.Judged> all, int members, int rows) {
    int levels = Rows.LEVELS.length;
    float[][] quantiles = new float[members][rows * levels];
    double[] truths = new double[rows];
    double[] weights = new double[rows];
    Judging judging = Judging.PICKED;
    int at = 0;
    for (TrackRecord.Judged each : all) {
      if (each != null) {
        judging = each.judging();
        int count = each.truths().length;
        System.arraycopy(each.truths(), 0, truths, at, count);
        System.arraycopy(each.weights(), 0, weights, at, count);
        for (int member = 0; member < members; member++) {
          System.arraycopy(
              each.quantiles()[member], 0, quantiles[member], at * levels, count * levels);
        }
        at += count;
      }
    }
    return new TrackRecord.Judged(quantiles, truths, weights, Double.NaN, judging);
  }

  @Override
  public Forecast forecast(Past past, int first, int steps) {
    Segment segment = segment(past);
    double[] quantiles = new double[steps * Levels.COUNT];
    say(segment, past, first, steps, quantiles);
    return Forecast.ofQuantiles(quantiles);
  }

  /** Lets every member say what it expects, keeps that, and blends it. */
  private void say(Segment segment, Past past, int first, int steps, double[] blended) {
    AheadRows rows = open(past);
    int members = segment.members.size();
    int levels = Rows.LEVELS.length;
    int[] targets = new int[steps];
    float[][] kept = new float[members][steps * levels];
    int count = 0;
    double[] row = new double[AheadRows.specification(past).size()];
    double[][] each = new double[members][levels];
    double[] together = new double[levels];
    Weights weights =
        segment.weights.getOrDefault(
            past.name(), segment.own == null ? segment.unjudged() : segment.own);
    for (int step = 0; step < steps; step++) {
      int target = first + step;
      boolean night = rows.night(target);
      boolean known = !night && rows.fill(target, row);
      if (known) {
        for (int member = 0; member < members; member++) {
          Member own = segment.members.get(member);
          Member able = segment.fitted || own instanceof Naive ? own : Naive.RECENT;
          able.quantiles(rows, target, row, each[member]);
          for (int level = 0; level < levels; level++) {
            kept[member][count * levels + level] = (float) each[member][level];
          }
        }
        targets[count++] = target;
      }
      if (blended != null) {
        if (known) {
          weights.blend(each, together);
        } else if (night || !rows.allQuantiles(together)) {
          Arrays.fill(together, 0);
        }
        put(past, rows, together, blended, step * Levels.COUNT);
      }
    }
    if (count > 0) {
      float[][] cut = new float[members][];
      for (int member = 0; member < members; member++) {
        cut[member] = Arrays.copyOf(kept[member], count * levels);
      }
      segment
          .records
          .computeIfAbsent(past.name(), key -> new TrackRecord())
          .add(Arrays.copyOf(targets, count), cut, rows);
    }
  }

  /** Bounds and unscales quantiles; those between the model's are found by normal scores. */
  private static void put(Past past, AheadRows rows, double[] own, double[] into, int at) {
    boolean signed = past.quantity().kind() == Kind.NET_LOAD;
    boolean sun = past.quantity().kind() == Kind.GENERATION;
    for (int level = 0; level < own.length; level++) {
      double value = rows.centre() + rows.scale() * own[level];
      if (!signed) {
        value = Math.max(0, value);
      }
      into[at + OF_MODEL[level]] = sun ? Math.min(rows.scale(), value) : value;
    }
    for (int level = 1; level < own.length; level++) {
      int low = OF_MODEL[level - 1];
      int high = OF_MODEL[level];
      if (high - low == 2) {
        double share =
            (NORMAL_SCORES[low + 1] - NORMAL_SCORES[low])
                / (NORMAL_SCORES[high] - NORMAL_SCORES[low]);
        into[at + low + 1] = into[at + low] + share * (into[at + high] - into[at + low]);
      }
    }
  }

  private AheadRows open(Past past) {
    LocalClock clock =
        clocks.computeIfAbsent(
            past.name(), key -> new LocalClock(past, Holidays.of(past.quantity().holidays())));
    return new AheadRows(past, clock);
  }

  private static String segmentOf(Past past) {
    return past.quantity().kind() + "." + past.stepSeconds() + (past.isPriced() ? PRICED : "");
  }
}
