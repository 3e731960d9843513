package io.commonwatt.forecasting;

import io.commonwatt.contracts.forecast.TrainingRows;
import io.commonwatt.forecasting.model.LearningRows;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * One row at the trainer.
 *
 * @param id series, issue and interval
 * @param target in levels
 */
record TrainingRow(String id, double[] features, double target) {

  /** Adds the rows a placement handed in. */
  static void addAll(TrainingRows handed, int columns, List<TrainingRow> into) {
    for (int i = 0; i < handed.targets().length; i++) {
      double[] features = Arrays.copyOfRange(handed.features(), i * columns, (i + 1) * columns);
      into.add(new TrainingRow(handed.rowIds().get(i), features, handed.targets()[i]));
    }
  }

  /** The same without the columns behind the first ones. */
  TrainingRow narrowed(int columns) {
    return new TrainingRow(id, Arrays.copyOf(features, columns), target);
  }

  /** The rows as a trainer takes them; issue and start come from their ids. */
  static LearningRows together(List<TrainingRow> rows) {
    int columns = rows.get(0).features().length;
    double[] features = new double[rows.size() * columns];
    double[] targets = new double[rows.size()];
    long[] issueSeconds = new long[rows.size()];
    long[] startSeconds = new long[rows.size()];
    for (int i = 0; i < targets.length; i++) {
      TrainingRow row = rows.get(i);
      System.arraycopy(row.features(), 0, features, i * columns, columns);
      targets[i] = row.target();
      int last = row.id().lastIndexOf('|');
      int before = row.id().lastIndexOf('|', last - 1);
      startSeconds[i] = Instant.parse(row.id().substring(last + 1)).getEpochSecond();
      issueSeconds[i] = Instant.parse(row.id().substring(before + 1, last)).getEpochSecond();
    }
    return new LearningRows(features, targets, issueSeconds, startSeconds);
  }

  /** SHA-256 over ids, features and targets in order, hex. */
  static String hash(List<TrainingRow> rows) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (TrainingRow row : rows) {
        digest.update(row.id().getBytes(StandardCharsets.UTF_8));
        ByteBuffer numbers = ByteBuffer.allocate(8 * (row.features().length + 1));
        for (double feature : row.features()) {
          numbers.putDouble(feature);
        }
        digest.update(numbers.putDouble(row.target()).array());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("The Java runtime has no SHA-256", e);
    }
  }
}
