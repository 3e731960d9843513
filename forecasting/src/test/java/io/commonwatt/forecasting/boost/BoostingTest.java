package io.commonwatt.forecasting.boost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.forecasting.feature.FeatureSpecification;
import io.commonwatt.forecasting.feature.Rows;
import io.commonwatt.forecasting.model.LearningRows;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.impl.ArrayExample;
import org.tribuo.regression.Regressor;

/** Boosted quantiles: grown natively, walked in Java, kept with hash and provenance. */
class BoostingTest {

  private static final FeatureSpecification SOLAR = FeatureSpecification.of(Channel.GENERATION);
  private static final Instant WINDOW_TO = Instant.parse("2024-05-01T00:00:00Z");
  private static final BoostingParameters SMALL =
      new BoostingParameters(25, .15, 4, .7, .8, 10, 1, 7);

  @BeforeEach
  void needsTheLibrary() {
    assumeTrue(Boosting.unavailable().isEmpty(), () -> Boosting.unavailable().orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldScoreAsTheNativeLibraryDoes(long seed) throws Exception {
    Random random = new Random(seed);
    int rows = 700;
    int columns = 9;
    float[] features = new float[rows * columns];
    float[] targets = new float[rows];
    for (int i = 0; i < features.length; i++) {
      features[i] = random.nextInt(9) == 0 ? Float.NaN : (float) random.nextGaussian();
    }
    for (int i = 0; i < rows; i++) {
      float first = features[i * columns];
      targets[i] = (Float.isNaN(first) ? 3 : first) + (float) random.nextGaussian();
    }
    DMatrix matrix = new DMatrix(features, rows, columns, Float.NaN);
    matrix.setLabel(targets);
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("objective", "reg:quantileerror");
    parameters.put("quantile_alpha", Arrays.toString(Rows.LEVELS));
    parameters.put("multi_strategy", "multi_output_tree");
    parameters.put("tree_method", "hist");
    parameters.put("max_depth", 5);
    parameters.put("nthread", 1);
    Booster booster = XGBoost.train(matrix, parameters, 20, Map.of(), null, null);
    BoostedTrees trees = TreeDump.read(booster.toByteArray("json"));
    float[][] expected = booster.predict(matrix);
    float[] scores = new float[trees.outputs()];
    for (int i = 0; i < rows; i++) {
      trees.score(features, i * columns, scores);
      assertThat(scores).as("row " + i + " of seed " + seed).isEqualTo(expected[i]);
    }
    assertThat(trees.trees()).isEqualTo(20);
  }

  @Test
  void shouldGiveTheSameBytesForTheSameRows() {
    byte[] first = train(rows(1, 400), SMALL).toBytes();
    assertThat(train(rows(1, 400), SMALL).toBytes()).isEqualTo(first);
    LearningRows other = rows(1, 400);
    other.targets()[17] += 1;
    assertThat(train(other, SMALL).toBytes()).isNotEqualTo(first);
  }

  @Test
  void shouldLearnWhatTheClimatologyMisses() {
    BoostedTrees trees = train(rows(1, 4000), SMALL).trees();
    LearningRows unseen = rows(2, 2000);
    double before = 0;
    double after = 0;
    float[] scores = new float[trees.outputs()];
    double[] base = new double[scores.length];
    for (int i = 0; i < unseen.size(); i++) {
      double[] row = row(unseen, i);
      Rows.base(row, 0, base);
      trees.score(floats(row), 0, scores);
      for (int level = 0; level < base.length; level++) {
        before += pinball(level, unseen.targets()[i] - base[level]);
        after += pinball(level, unseen.targets()[i] - row[0] - scores[level]);
      }
    }
    // Noise of 0.3 under a signal of 0.56: the best there is has half the loss.
    assertThat(after).isLessThan(.75 * before);
  }

  @Test
  void shouldSurviveBeingKept() {
    BoostedModel model = train(rows(1, 400), SMALL);
    BoostedModel read = BoostedModel.of(SOLAR, model.toBytes());
    assertThat(read.trees().hash()).isEqualTo(model.trees().hash());
    assertThat(read.toBytes()).isEqualTo(model.toBytes());
    assertThat(read.getProvenance().getTrainingTime().toInstant()).isEqualTo(WINDOW_TO);
    assertThat(read.getProvenance().toString())
        .contains("some-hash")
        .contains("learningRate")
        .contains("num-examples=400")
        .doesNotContain(System.getProperty("os.name"));
  }

  @Test
  void shouldPredictInTribuoWhatItScores() {
    BoostedModel model = train(rows(1, 400), SMALL);
    float[] scores = new float[model.trees().outputs()];
    for (int i = 0; i < 50; i++) {
      double[] row = row(rows(3, 50), i);
      model.trees().score(floats(row), 0, scores);
      Regressor predicted =
          model
              .predict(
                  new ArrayExample<>(
                      new Regressor("q0", Double.NaN), BoostedModel.names(SOLAR), row))
              .getOutput();
      for (int level = 0; level < scores.length; level++) {
        assertThat(predicted.getDimension("q" + level).orElseThrow().getValue())
            .isCloseTo(scores[level], within(0.0));
      }
    }
  }

  @Test
  void shouldNoticeDamageWhereverItIs() {
    byte[] bytes = train(rows(1, 200), SMALL).trees().toBytes();
    Random random = new Random(5);
    for (int i = 0; i < 200; i++) {
      byte[] damaged = bytes.clone();
      damaged[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      assertThatThrownBy(() -> BoostedTrees.of(damaged))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("cannot be read")
          .hasMessageContaining("train it again");
    }
    for (int length = 0; length < bytes.length; length += 997) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> BoostedTrees.of(cut)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void shouldNameTheFeatureItDoesNotKnow() {
    byte[] payload = train(rows(1, 200), SMALL).toBytes();
    assertThatThrownBy(() -> BoostedModel.of(FeatureSpecification.of(Channel.CONSUMPTION), payload))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("last.day.by.lead")
        .hasMessageContaining("train it again");
  }

  @Test
  void shouldScoreInManyThreadsAtOnceWithoutAllocating() throws Exception {
    BoostedTrees trees = train(rows(1, 400), SMALL).trees();
    LearningRows rows = rows(4, 500);
    float[] features = floats(rows.features());
    float[] alone = scoreAll(trees, features, 1);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<float[]>> others = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        others.add(threads.submit(() -> scoreAll(trees, features, 5)));
      }
      for (Future<float[]> other : others) {
        assertThat(other.get()).isEqualTo(alone);
      }
    } finally {
      threads.shutdown();
    }
    ThreadMXBean bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    float[] scores = new float[trees.outputs()];
    long before = bean.getThreadAllocatedBytes(Thread.currentThread().getId());
    for (int i = 0; i < 100_000; i++) {
      trees.score(features, i % 500 * trees.columns(), scores);
    }
    long allocated = bean.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    // The counter itself and the compiler's hooks may take a little; a row may not.
    assertThat(allocated).isLessThan(100_000);
  }

  @Test
  void shouldNameThePackageThatIsMissing() {
    Throwable missing =
        new ExceptionInInitializerError(
            new UnsatisfiedLinkError(
                "libgomp.so.1: cannot open shared object file: No such file or directory"));
    assertThat(Boosting.reason(missing)).contains("install the package libgomp1");
  }

  @Test
  void shouldSayWhyTheLibraryDoesNotLoadAndGoOn(@TempDir Path folder)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + folder.resolve("nowhere"),
                "-cp",
                System.getProperty("java.class.path"),
                Asking.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).contains("native library does not load").contains("libgomp1");
  }

  /** Asks in a process of its own. */
  public static final class Asking {
    private Asking() {}

    /** Prints why boosters cannot be trained. */
    public static void main(String[] args) {
      System.out.println(Boosting.unavailable().orElse("it loads"));
      try {
        new BoostedTrainer(SMALL);
      } catch (BoostingUnavailableException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  private static float[] scoreAll(BoostedTrees trees, float[] features, int times) {
    int rows = features.length / trees.columns();
    float[] all = new float[rows * trees.outputs()];
    float[] scores = new float[trees.outputs()];
    for (int time = 0; time < times; time++) {
      for (int i = 0; i < rows; i++) {
        trees.score(features, i * trees.columns(), scores);
        System.arraycopy(scores, 0, all, i * scores.length, scores.length);
      }
    }
    return all;
  }

  private static BoostedModel train(LearningRows rows, BoostingParameters parameters) {
    return new BoostedTrainer(parameters).train(SOLAR, rows, "some-hash", WINDOW_TO);
  }

  private static double pinball(int level, double missed) {
    return Math.max(Rows.LEVELS[level] * missed, (Rows.LEVELS[level] - 1) * missed);
  }

  private static double[] row(LearningRows rows, int index) {
    int columns = SOLAR.size();
    return Arrays.copyOfRange(rows.features(), index * columns, (index + 1) * columns);
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  /** Targets that the climatology misses by what columns 7 and 8 say. */
  private static LearningRows rows(long seed, int size) {
    Random random = new Random(seed);
    int columns = SOLAR.size();
    double[] features = new double[size * columns];
    double[] targets = new double[size];
    for (int i = 0; i < size; i++) {
      for (int column = 0; column < columns; column++) {
        double value = column == 0 ? 1 : column < 7 ? 0.2 : random.nextGaussian() / 2;
        features[i * columns + column] = (float) value;
      }
      double seen = features[i * columns + 7] - 0.5 * features[i * columns + 8];
      targets[i] = 1 + seen + 0.3 * random.nextGaussian();
    }
    return new LearningRows(features, targets, new long[size], new long[size]);
  }
}
