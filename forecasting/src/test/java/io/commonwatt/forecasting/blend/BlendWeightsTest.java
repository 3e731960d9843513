package io.commonwatt.forecasting.blend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.commonwatt.forecasting.feature.IssueMatrix;
import io.commonwatt.forecasting.feature.Rows;
import io.commonwatt.forecasting.model.FeatureClimatology;
import io.commonwatt.forecasting.model.RowModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What members count follows what they lost. */
class BlendWeightsTest {

  private static final int LEVELS = Rows.LEVELS.length;
  private static final int[] ALL = {0, 1, 2};
  private static final double[] SPREADS = {-1.645, -1.282, -.524, 0, .524, 1.282, 1.645};

  @Test
  void shouldShareEquallyAmongWhatWasTrainedBeforeAnythingIsKnown() {
    BlendWeights nothing = new BlendWeights();
    assertThat(BlendWeights.of(nothing, nothing, ALL)).containsExactly(0, 500, 500);
    assertThat(BlendWeights.of(nothing, nothing, new int[] {0, 1, 2, 3}))
        .containsExactly(0, 334, 333, 333);
    assertThat(BlendWeights.of(nothing, nothing, new int[] {0})).containsExactly(1000);
  }

  /** Most of the weight goes where least is lost. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shouldFollowTheBetterMemberAndTheChangeOfTheBetter(long seed) {
    Stream stream = new Stream(seed);
    stream.run(600, new double[] {.5, 0, .8});
    assertThat(stream.weights()[1]).as("seed " + seed).isGreaterThan(500);
    stream.run(1800, new double[] {.5, .8, 0});
    assertThat(stream.weights()[2]).as("seed " + seed).isGreaterThan(500);
  }

  /** Two that err to either side: half of each errs least, and no member is as good. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shouldFindTheMixtureThatIsBetterThanAnyMember(long seed) {
    Stream stream = new Stream(seed);
    stream.run(1500, new double[] {3, .6, -.6});
    assertThat(stream.weights()[1]).as("seed " + seed).isBetween(250, 750);
    assertThat(stream.weights()[0]).as("seed " + seed).isLessThan(100);
    for (double loss : stream.memberLoss) {
      assertThat(stream.blendLoss).as("seed " + seed).isLessThan(loss);
    }
  }

  /** The loss that regrets are of is what a step towards a member really saves. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shouldRegretTheSlopeOfTheLoss(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      float[] said = new float[3 * LEVELS];
      for (int i = 0; i < said.length; i++) {
        said[i] = (float) random.nextGaussian();
      }
      int[] weights = {200, 300, 500};
      double truth = random.nextGaussian();
      double[] regrets = new double[3];
      BlendWeights.regrets(truth, said, 0, LEVELS, weights, 1, regrets);
      for (int member = 0; member < 3; member++) {
        double little = 1e-7;
        double slope =
            (loss(truth, said, weights, member, 0) - loss(truth, said, weights, member, little))
                / little;
        assertThat(regrets[member]).isCloseTo(slope, within(1e-4));
      }
    }
  }

  @Property(tries = 300)
  void shouldAlwaysAddUpToTheWholeAndSurviveBeingKept(
      @ForAll @Size(min = 4, max = 40) List<@DoubleRange(min = -50, max = 50) Double> regrets,
      @ForAll @IntRange(min = 1, max = 15) int present)
      throws IOException {
    int[] member = IntStream.range(0, 4).filter(i -> (present >> i & 1) == 1).toArray();
    BlendWeights own = new BlendWeights();
    BlendWeights segment = new BlendWeights();
    for (int i = 0; i + 4 <= regrets.size(); i += 4) {
      double[] some = new double[member.length];
      for (int j = 0; j < some.length; j++) {
        some[j] = regrets.get(i + j);
      }
      own.learn(.5, member, some);
      segment.learn(.1, member, some);
    }
    int[] weights = BlendWeights.of(own, segment, member);
    assertThat(Arrays.stream(weights).sum()).isEqualTo(1000);
    assertThat(Arrays.stream(weights)).allMatch(each -> each >= 0);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    own.write(new DataOutputStream(bytes));
    BlendWeights read =
        BlendWeights.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    assertThat(BlendWeights.of(read, segment, member)).isEqualTo(weights);
    assertThat(read.hours()).isEqualTo(own.hours());
  }

  @Test
  void shouldBlendOrderedQuantiles() {
    double[] row = {2, 1, .5, .2, .1, .7, 1.5};
    IssueMatrix rows = IssueMatrix.of(row, row.length);
    Blend blend = new Blend(List.of(new FeatureClimatology(), new BackwardsModel()));
    blend.weigh(new int[] {250, 750});
    double[] into = new double[LEVELS];
    blend.score(rows, into);
    double[] base = new double[LEVELS];
    Rows.base(row, 0, base);
    for (int level = 0; level < LEVELS; level++) {
      assertThat(into[level]).isCloseTo(.25 * base[level] + .75 * level, within(1e-12));
    }
    assertThatThrownBy(() -> blend.weigh(new int[] {500, 400})).hasMessageContaining("[500, 400]");
  }

  private static double loss(double truth, float[] said, int[] weights, int towards, double by) {
    double loss = 0;
    for (int level = 0; level < LEVELS; level++) {
      double blended = 0;
      for (int member = 0; member < weights.length; member++) {
        blended += weights[member] / 1000.0 * said[member * LEVELS + level];
      }
      blended += by * (said[towards * LEVELS + level] - blended);
      double missed = truth - blended;
      loss += missed >= 0 ? Rows.LEVELS[level] * missed : (Rows.LEVELS[level] - 1) * missed;
    }
    return loss / LEVELS;
  }

  /** Says its quantiles from the highest to the lowest. */
  private static final class BackwardsModel implements RowModel {
    @Override
    public String name() {
      return "backwards";
    }

    @Override
    public void score(IssueMatrix rows, double[] into) {
      for (int level = 0; level < LEVELS; level++) {
        into[level] = LEVELS - 1 - level;
      }
    }
  }

  /** Truths of a normal distribution, and members that miss its middle by an offset each. */
  private static final class Stream {
    private final Random random;
    private final BlendWeights own = new BlendWeights();
    private final BlendWeights segment = new BlendWeights();
    private double blendLoss;
    private final double[] memberLoss = new double[ALL.length];

    Stream(long seed) {
      random = new Random(seed);
    }

    void run(int truths, double[] offsets) {
      for (int i = 0; i < truths; i++) {
        int[] weights = weights();
        float[] said = new float[ALL.length * LEVELS];
        for (int member = 0; member < ALL.length; member++) {
          for (int level = 0; level < LEVELS; level++) {
            said[member * LEVELS + level] = (float) (10 + offsets[member] + SPREADS[level]);
          }
        }
        double truth = 10 + random.nextGaussian();
        double[] regrets = new double[ALL.length];
        BlendWeights.regrets(truth, said, 0, LEVELS, weights, 5, regrets);
        own.learn(.5, ALL, regrets);
        segment.learn(.5, ALL, regrets);
        blendLoss += loss(truth, said, weights, 0, 0);
        for (int member = 0; member < ALL.length; member++) {
          memberLoss[member] += loss(truth, said, weights, member, 1);
        }
      }
    }

    int[] weights() {
      return BlendWeights.of(own, segment, ALL);
    }
  }
}
