package io.commonwatt.forecasting;

import io.commonwatt.contracts.forecast.ForecastModel;
import io.commonwatt.forecasting.feature.FeatureSpecification;
import io.commonwatt.forecasting.model.LinearPinball;
import io.commonwatt.forecasting.model.LinearTrainer;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;

/**
 * A trained model as a placement keeps it: weights, and what its forecasts must say about it.
 *
 * @param id of the {@link ForecastModel}
 */
record ServingModel(
    String segment,
    String id,
    String featureSchema,
    Instant windowFrom,
    Instant windowTo,
    Instant effectiveFrom,
    LinearPinball model) {

  /** Unpacks a model that was trained on the features of this release. */
  static ServingModel of(ForecastModel model) {
    FeatureSpecification specification = TrainerStep.specification(model.segment());
    return new ServingModel(
        model.segment(),
        model.id(),
        model.featureSchema(),
        model.windowFrom(),
        model.windowTo(),
        model.effectiveFrom(),
        LinearTrainer.read(specification, model.payload()));
  }

  void write(DataOutput out) throws IOException {
    out.writeUTF(segment);
    out.writeUTF(id);
    out.writeUTF(featureSchema);
    out.writeLong(windowFrom.toEpochMilli());
    out.writeLong(windowTo.toEpochMilli());
    out.writeLong(effectiveFrom.toEpochMilli());
    double[][] weights = model.weights();
    out.writeInt(weights.length);
    out.writeInt(weights[0].length);
    for (double[] own : weights) {
      for (double weight : own) {
        out.writeDouble(weight);
      }
    }
  }

  static ServingModel read(DataInput in) throws IOException {
    String segment = in.readUTF();
    String id = in.readUTF();
    String featureSchema = in.readUTF();
    Instant windowFrom = Instant.ofEpochMilli(in.readLong());
    Instant windowTo = Instant.ofEpochMilli(in.readLong());
    Instant effectiveFrom = Instant.ofEpochMilli(in.readLong());
    double[][] weights = new double[in.readInt()][];
    int columns = in.readInt();
    for (int level = 0; level < weights.length; level++) {
      weights[level] = new double[columns];
      for (int i = 0; i < columns; i++) {
        weights[level][i] = in.readDouble();
      }
    }
    return new ServingModel(
        segment,
        id,
        featureSchema,
        windowFrom,
        windowTo,
        effectiveFrom,
        new LinearPinball(TrainerStep.specification(segment), weights));
  }
}
