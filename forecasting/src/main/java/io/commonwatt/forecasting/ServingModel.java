package io.commonwatt.forecasting;

import io.commonwatt.contracts.forecast.ForecastModel;
import io.commonwatt.forecasting.boost.BoostedModel;
import io.commonwatt.forecasting.boost.BoostedPinball;
import io.commonwatt.forecasting.boost.BoostedTrees;
import io.commonwatt.forecasting.feature.FeatureSpecification;
import io.commonwatt.forecasting.model.LinearPinball;
import io.commonwatt.forecasting.model.LinearTrainer;
import io.commonwatt.forecasting.model.RowModel;
import io.commonwatt.forecasting.onnx.OnnxModel;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;

/**
 * A model as a placement keeps it: what scores, and what its forecasts must say about it.
 *
 * @param id of the {@link ForecastModel}
 * @param algorithm name of the method
 * @param dataHash of the rows it was trained on; of a model made elsewhere that of its file
 */
record ServingModel(
    String segment,
    String algorithm,
    String id,
    String dataHash,
    String featureSchema,
    Instant windowFrom,
    Instant windowTo,
    Instant effectiveFrom,
    RowModel model) {

  /**
   * Unpacks a model.
   *
   * @throws IllegalArgumentException when its bytes are damaged or made for other features
   */
  static ServingModel of(ForecastModel model) {
    return new ServingModel(
        model.segment(),
        model.algorithm(),
        model.id(),
        model.dataHash(),
        model.featureSchema(),
        model.windowFrom(),
        model.windowTo(),
        model.effectiveFrom(),
        SharedModels.get(model.id() + '|' + model.dataHash(), () -> unpack(model)));
  }

  private static RowModel unpack(ForecastModel model) {
    FeatureSpecification specification =
        TrainerStep.specification(model.segment(), model.featureSchema());
    return switch (model.algorithm()) {
      case LinearPinball.NAME -> LinearTrainer.read(specification, model.payload());
      case BoostedPinball.NAME ->
          new BoostedPinball(
              specification, BoostedModel.of(specification, model.payload()).trees());
      case OnnxModel.NAME -> OnnxModel.load(specification, model.payload());
      default ->
          throw new IllegalArgumentException(
              "this release has no method '" + model.algorithm() + "'");
    };
  }

  /** Whether nobody says until when its data reached, so that it cannot grow stale. */
  boolean isMadeElsewhere() {
    return algorithm.equals(OnnxModel.NAME);
  }

  void write(DataOutput out) throws IOException {
    out.writeUTF(segment);
    out.writeUTF(algorithm);
    out.writeUTF(id);
    out.writeUTF(dataHash);
    out.writeUTF(featureSchema);
    out.writeLong(windowFrom.toEpochMilli());
    out.writeLong(windowTo.toEpochMilli());
    out.writeLong(effectiveFrom.toEpochMilli());
    if (model instanceof LinearPinball linear) {
      write(linear.weights(), out);
    } else {
      byte[] bytes =
          model instanceof BoostedPinball boosted
              ? boosted.trees().toBytes()
              : ((OnnxModel) model).bytes();
      out.writeInt(bytes.length);
      out.write(bytes);
    }
  }

  /** Reads what {@link #write} wrote; the same model is shared by all placements of a process. */
  static ServingModel read(DataInput in) throws IOException {
    String segment = in.readUTF();
    String algorithm = in.readUTF();
    String id = in.readUTF();
    String dataHash = in.readUTF();
    String featureSchema = in.readUTF();
    Instant windowFrom = Instant.ofEpochMilli(in.readLong());
    Instant windowTo = Instant.ofEpochMilli(in.readLong());
    Instant effectiveFrom = Instant.ofEpochMilli(in.readLong());
    FeatureSpecification specification = TrainerStep.specification(segment, featureSchema);
    RowModel model;
    if (algorithm.equals(LinearPinball.NAME)) {
      model = new LinearPinball(specification, readWeights(in));
    } else {
      byte[] bytes = new byte[in.readInt()];
      in.readFully(bytes);
      boolean boosted = algorithm.equals(BoostedPinball.NAME);
      model =
          SharedModels.get(
              id + '|' + dataHash,
              () ->
                  boosted
                      ? new BoostedPinball(specification, BoostedTrees.of(bytes))
                      : OnnxModel.load(specification, bytes));
    }
    return new ServingModel(
        segment,
        algorithm,
        id,
        dataHash,
        featureSchema,
        windowFrom,
        windowTo,
        effectiveFrom,
        model);
  }

  private static void write(double[][] weights, DataOutput out) throws IOException {
    out.writeInt(weights.length);
    out.writeInt(weights[0].length);
    for (double[] own : weights) {
      for (double weight : own) {
        out.writeDouble(weight);
      }
    }
  }

  private static double[][] readWeights(DataInput in) throws IOException {
    double[][] weights = new double[in.readInt()][];
    int columns = in.readInt();
    for (int level = 0; level < weights.length; level++) {
      weights[level] = new double[columns];
      for (int i = 0; i < columns; i++) {
        weights[level][i] = in.readDouble();
      }
    }
    return weights;
  }
}
