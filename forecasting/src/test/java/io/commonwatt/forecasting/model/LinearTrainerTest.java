package io.commonwatt.forecasting.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.forecasting.feature.FeatureSpecification;
import io.commonwatt.forecasting.feature.Rows;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.impl.ArrayExample;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.sgd.linear.LinearSGDModel;

class LinearTrainerTest {

  private static final FeatureSpecification SOLAR = FeatureSpecification.of(Channel.GENERATION);
  private static final Instant WINDOW_TO = Instant.parse("2025-05-15T00:00:00Z");
  private static final String GOLDEN = "linear-pinball-tribuo-4.3.2.bin";
  private static final long SEED = 11;

  @Test
  void shouldScoreAsTribuoDoes() {
    LearningRows rows = rows(500);
    byte[] payload = train(rows).payload();
    LinearPinball own = LinearTrainer.read(SOLAR, payload);
    Model<Regressor> tribuo = LinearTrainer.readTribuo(payload).castModel(Regressor.class);
    String[] names = LinearTrainer.names(SOLAR);
    for (int i = 0; i < rows.size(); i++) {
      double[] row = row(rows, i);
      Regressor placeholder = new Regressor("q0", Double.NaN);
      Prediction<Regressor> predicted = tribuo.predict(new ArrayExample<>(placeholder, names, row));
      for (int level = 0; level < Rows.LEVELS.length; level++) {
        double theirs = predicted.getOutput().getDimension("q" + level).orElseThrow().getValue();
        assertThat(own.correction(level, row)).isCloseTo(theirs, within(1e-9));
      }
    }
  }

  @Test
  void shouldGiveTheSameBytesForTheSameRows() {
    LearningRows rows = rows(400);
    LinearTrainer.Trained first = train(rows);
    LinearTrainer.Trained second = train(rows);
    assertThat(second.payload()).isEqualTo(first.payload());
    assertThat(second.shrinkage()).isEqualTo(first.shrinkage());
    rows.targets()[17] += 1e-9;
    assertThat(train(rows).payload()).isNotEqualTo(first.payload());
  }

  @Test
  void shouldGiveTheSameBytesAfterARehearsal() {
    LearningRows rows = rows(200);
    byte[] before = train(rows).payload();
    new LinearTrainer(Hyperparameters.DEFAULT).rehearse(SOLAR, 300);
    assertThat(train(rows).payload()).isEqualTo(before);
  }

  @Test
  void shouldTrustWhatHoldsOnTheHeldBackRowsAndShrinkWhatDoesNot() {
    LearningRows steady = rows(3000);
    assertThat(train(steady).shrinkage()).isGreaterThanOrEqualTo(0.8);
    LearningRows turned = rows(3000);
    long cut = turned.cutSecond(0.3);
    Random random = new Random(SEED);
    for (int i = 0; i < turned.size(); i++) {
      if (turned.issueSeconds()[i] >= cut) {
        turned.targets()[i] = row(turned, i)[0] + 0.1 * random.nextGaussian();
      }
    }
    assertThat(train(turned).shrinkage()).isLessThanOrEqualTo(0.4);
  }

  @Test
  void shouldSayWhatItWasTrainedOn() {
    LearningRows rows = rows(200);
    byte[] payload =
        new LinearTrainer(Hyperparameters.DEFAULT)
            .train(SOLAR, rows, "some-hash", WINDOW_TO)
            .payload();
    Model<?> model = LinearTrainer.readTribuo(payload);
    assertThat(model.getProvenance().getTrainingTime().toInstant()).isEqualTo(WINDOW_TO);
    assertThat(model.getProvenance().toString())
        .contains("some-hash")
        .contains("PinballObjective")
        .contains(Long.toString(Hyperparameters.DEFAULT.seed()))
        .doesNotContain(System.getProperty("os.name"));
  }

  /** A model of this release must load in every later one. */
  @Test
  void shouldLoadTheModelOfAnEarlierRelease() throws IOException {
    try (InputStream in = LinearTrainerTest.class.getResourceAsStream("/" + GOLDEN)) {
      byte[] payload = in.readAllBytes();
      LinearSGDModel model = (LinearSGDModel) LinearTrainer.readTribuo(payload);
      assertThat(model.getOutputIDInfo().size()).isEqualTo(7);
      assertThat(model.getProvenance().getTrainingTime().toInstant()).isEqualTo(WINDOW_TO);
      assertThat(LinearTrainer.read(SOLAR, payload).weights()[3][7])
          .isEqualTo(GOLDEN_MEDIAN_WEIGHT);
    }
  }

  private static final double GOLDEN_MEDIAN_WEIGHT = 0.39987506325110683;

  /** Writes the golden model; run by hand when a release changes the format. */
  public static void main(String[] args) throws IOException {
    byte[] payload = train(rows(150)).payload();
    Files.write(Path.of(args[0], GOLDEN), payload);
    System.out.println(LinearTrainer.read(SOLAR, payload).weights()[3][7]);
  }

  private static LinearTrainer.Trained train(LearningRows rows) {
    return new LinearTrainer(Hyperparameters.DEFAULT).train(SOLAR, rows, "hash", WINDOW_TO);
  }

  private static double[] row(LearningRows rows, int index) {
    double[] row = new double[SOLAR.size()];
    System.arraycopy(rows.features(), index * row.length, row, 0, row.length);
    return row;
  }

  /** Targets that the climatology misses by what columns 7 and 8 say. */
  private static LearningRows rows(int size) {
    Random random = new Random(SEED);
    int columns = SOLAR.size();
    double[] features = new double[size * columns];
    double[] targets = new double[size];
    long[] issues = new long[size];
    long[] starts = new long[size];
    for (int i = 0; i < size; i++) {
      for (int column = 0; column < columns; column++) {
        double value = column == 0 ? 1 : column < 7 ? 0.2 : random.nextGaussian() / 2;
        features[i * columns + column] = (float) value;
      }
      double seen = features[i * columns + 7] - 0.5 * features[i * columns + 8];
      targets[i] = 1 + seen + 0.3 * random.nextGaussian();
      issues[i] = WINDOW_TO.minus(Duration.ofDays(10)).getEpochSecond() + 21_600L * (i % 38);
      starts[i] = issues[i] + 1800L * (i % 24);
    }
    return new LearningRows(features, targets, issues, starts);
  }
}
