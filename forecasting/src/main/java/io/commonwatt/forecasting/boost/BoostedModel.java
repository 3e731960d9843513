package io.commonwatt.forecasting.boost;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import com.google.protobuf.InvalidProtocolBufferException;
import com.oracle.labs.mlrg.olcut.util.Pair;
import io.commonwatt.forecasting.feature.FeatureSpecification;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tribuo.Example;
import org.tribuo.Excuse;
import org.tribuo.Feature;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.impl.ModelDataCarrier;
import org.tribuo.protos.core.ModelDataProto;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.regression.Regressor;

/**
 * Boosted trees as a Tribuo model: with the provenance, the features and the outputs they were
 * trained with, in Tribuo's format. Immutable, thread-safe.
 */
public final class BoostedModel extends Model<Regressor> {
  private static final long serialVersionUID = 1L;

  /** Version of the serialised form. */
  public static final int CURRENT_VERSION = 0;

  private static final String NAME = "boosted-pinball";

  private final transient BoostedTrees trees;

  BoostedModel(
      ModelProvenance provenance,
      ImmutableFeatureMap features,
      ImmutableOutputInfo<Regressor> outputs,
      BoostedTrees trees) {
    super(NAME, provenance, features, outputs, false);
    this.trees = trees;
  }

  /** What scores. */
  public BoostedTrees trees() {
    return trees;
  }

  /** The model as bytes: Tribuo's protobuf, with the hash of its trees inside. */
  public byte[] toBytes() {
    try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      serializeToStream(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a model.
   *
   * @throws IllegalArgumentException when the bytes are damaged or another model
   */
  public static BoostedModel of(byte[] bytes) {
    try {
      if (Model.deserializeFromStream(new ByteArrayInputStream(bytes))
          instanceof BoostedModel own) {
        return own;
      }
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          "The payload of a forecast model cannot be read: " + rootMessage(e), e);
    }
    throw new IllegalArgumentException("The payload of a forecast model is no boosted model");
  }

  /**
   * Reads a model of certain features.
   *
   * @throws IllegalArgumentException when it has other features, naming one that is missing
   */
  public static BoostedModel of(FeatureSpecification specification, byte[] bytes) {
    BoostedModel model = of(bytes);
    String[] names = names(specification);
    for (int column = 0; column < names.length; column++) {
      if (model.getFeatureIDMap().getID(names[column]) != column) {
        throw new IllegalArgumentException(
            "A boosted model does not know the feature '"
                + specification.features().get(column).name()
                + "' of specification '"
                + specification.name()
                + "'; train it again");
      }
    }
    if (model.trees.columns() != names.length) {
      throw new IllegalArgumentException(
          "A boosted model has "
              + model.trees.columns()
              + " features and specification '"
              + specification.name()
              + "' has "
              + names.length
              + "; train it again");
    }
    return model;
  }

  @Override
  public Prediction<Regressor> predict(Example<Regressor> example) {
    float[] row = new float[trees.columns()];
    Arrays.fill(row, Float.NaN);
    int used = 0;
    for (Feature feature : example) {
      int column = featureIDMap.getID(feature.getName());
      if (column >= 0) {
        row[column] = (float) feature.getValue();
        used++;
      }
    }
    float[] scores = new float[trees.outputs()];
    trees.score(row, 0, scores);
    double[] values = new double[scores.length];
    for (int output = 0; output < values.length; output++) {
      values[output] = scores[output];
    }
    return new Prediction<>(new Regressor(dimensions(values.length), values), used, example);
  }

  /** Features by how often they split, the same for every output. */
  @Override
  public Map<String, List<Pair<String, Double>>> getTopFeatures(int many) {
    int[] splits = trees.splitsByColumn();
    List<Pair<String, Double>> features = new ArrayList<>();
    for (int column = 0; column < splits.length; column++) {
      features.add(new Pair<>(featureIDMap.get(column).getName(), (double) splits[column]));
    }
    features.sort(Comparator.comparing(Pair<String, Double>::getB).reversed());
    int size = many < 0 ? features.size() : Math.min(many, features.size());
    return Map.of(Model.ALL_OUTPUTS, List.copyOf(features.subList(0, size)));
  }

  @Override
  public Optional<Excuse<Regressor>> getExcuse(Example<Regressor> example) {
    return Optional.empty();
  }

  @Override
  protected BoostedModel copy(String newName, ModelProvenance newProvenance) {
    return new BoostedModel(newProvenance, featureIDMap, outputIDInfo, trees);
  }

  @Override
  public ModelProto serialize() {
    byte[] data = createDataCarrier().serialize().toByteArray();
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(data.length);
      out.write(data);
      out.write(trees.toBytes());
      out.flush();
      BytesValue content = BytesValue.of(ByteString.copyFrom(bytes.toByteArray()));
      return ModelProto.newBuilder()
          .setClassName(BoostedModel.class.getName())
          .setVersion(CURRENT_VERSION)
          .setSerializedData(Any.pack(content))
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Called by Tribuo.
   *
   * @throws InvalidProtocolBufferException when the message is no model
   */
  public static BoostedModel deserializeFromProto(int version, String className, Any message)
      throws InvalidProtocolBufferException {
    if (version != CURRENT_VERSION) {
      throw new IllegalArgumentException(
          "A boosted model of version " + version + " is newer than this program");
    }
    byte[] content = message.unpack(BytesValue.class).getValue().toByteArray();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
      int length = in.readInt();
      if (length < 0 || length > content.length - Integer.BYTES) {
        throw new IllegalArgumentException("A boosted model cannot be read: it ends early");
      }
      ModelDataCarrier<?> carrier =
          ModelDataCarrier.deserialize(ModelDataProto.parseFrom(in.readNBytes(length)));
      BoostedTrees trees = BoostedTrees.of(in.readAllBytes());
      @SuppressWarnings("unchecked") // Written by this class, which has no other outputs.
      ImmutableOutputInfo<Regressor> outputs =
          (ImmutableOutputInfo<Regressor>) carrier.outputDomain();
      return new BoostedModel(carrier.provenance(), carrier.featureDomain(), outputs, trees);
    } catch (InvalidProtocolBufferException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Feature names as Tribuo sees them: prefixed by their number, so that its order is ours. */
  static String[] names(FeatureSpecification specification) {
    String[] names = new String[specification.size()];
    for (int i = 0; i < names.length; i++) {
      names[i] = String.format("%03d.%s", i, specification.features().get(i).name());
    }
    return names;
  }

  static String[] dimensions(int levels) {
    String[] names = new String[levels];
    for (int level = 0; level < levels; level++) {
      names[level] = "q" + level;
    }
    return names;
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage();
  }
}
