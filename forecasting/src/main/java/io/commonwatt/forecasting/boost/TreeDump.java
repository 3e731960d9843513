package io.commonwatt.forecasting.boost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;

/** Flattens a model in XGBoost's JSON format, version 3. Used once; not thread-safe. */
final class TreeDump {

  private final int outputs;
  private int[] split = new int[1024];
  private float[] threshold = new float[1024];
  private int[] child = new int[1024];
  private float[] leaves = new float[1024];
  private int nodes;
  private int leafValues;

  private TreeDump(int outputs) {
    this.outputs = outputs;
  }

  /**
   * Reads the trees of a model with leaves for all outputs.
   *
   * @throws IllegalStateException when the format is another
   */
  static BoostedTrees read(byte[] json) {
    try {
      JsonNode learner = new ObjectMapper().readTree(json).required("learner");
      JsonNode parameters = learner.required("learner_model_param");
      int columns = parameters.required("num_feature").asInt();
      float[] base =
          floats(new ObjectMapper().readTree(parameters.required("base_score").asText()));
      JsonNode trees = learner.required("gradient_booster").required("model").required("trees");
      TreeDump dump = new TreeDump(base.length);
      int[] roots = new int[trees.size()];
      for (int tree = 0; tree < roots.length; tree++) {
        roots[tree] = dump.add(trees.get(tree));
      }
      return new BoostedTrees(
          columns,
          base,
          roots,
          Arrays.copyOf(dump.split, dump.nodes),
          Arrays.copyOf(dump.threshold, dump.nodes),
          Arrays.copyOf(dump.child, dump.nodes),
          Arrays.copyOf(dump.leaves, dump.leafValues));
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalStateException("The model format of XGBoost is not that of version 3", e);
    }
  }

  /** Adds a tree level by level, siblings side by side; its root's node. */
  private int add(JsonNode tree) {
    JsonNode left = tree.required("left_children");
    JsonNode right = tree.required("right_children");
    JsonNode conditions = tree.required("split_conditions");
    JsonNode columns = tree.required("split_indices");
    JsonNode defaults = tree.required("default_left");
    JsonNode weights = tree.required("leaf_weights");
    ArrayDeque<int[]> open = new ArrayDeque<>();
    int root = take(1);
    open.add(new int[] {0, root});
    while (!open.isEmpty()) {
      int[] next = open.poll();
      int theirs = next[0];
      int own = next[1];
      if (left.get(theirs).asInt() < 0) {
        child[own] = -1 - addLeaf(weights, right.get(theirs).asInt());
      } else {
        split[own] = 2 * columns.get(theirs).asInt() + (defaults.get(theirs).asInt() == 0 ? 0 : 1);
        threshold[own] = conditions.get(theirs).floatValue();
        int children = take(2);
        child[own] = children;
        open.add(new int[] {left.get(theirs).asInt(), children});
        open.add(new int[] {right.get(theirs).asInt(), children + 1});
      }
    }
    return root;
  }

  private int addLeaf(JsonNode weights, int index) {
    int offset = leafValues;
    leafValues += outputs;
    if (leafValues > leaves.length) {
      leaves = Arrays.copyOf(leaves, 2 * leafValues);
    }
    for (int output = 0; output < outputs; output++) {
      leaves[offset + output] = weights.get(index * outputs + output).floatValue();
    }
    return offset;
  }

  private int take(int count) {
    int first = nodes;
    nodes += count;
    if (nodes > child.length) {
      int size = 2 * nodes;
      split = Arrays.copyOf(split, size);
      threshold = Arrays.copyOf(threshold, size);
      child = Arrays.copyOf(child, size);
    }
    return first;
  }

  private static float[] floats(JsonNode array) {
    float[] values = new float[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).floatValue();
    }
    return values;
  }
}
