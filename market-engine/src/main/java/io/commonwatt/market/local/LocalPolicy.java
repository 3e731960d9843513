package io.commonwatt.market.local;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A policy: trees that Tribuo grew, as plain numbers, so that the same training gives the same
 * bytes. Its value is the mean over the trees. Immutable.
 */
public final class LocalPolicy {

  /**
   * A tree; node 0 is its root.
   *
   * @param feature looked at; −1 at a leaf
   * @param split values up to it go to the first child
   * @param first child of values up to the split
   * @param value at a leaf
   */
  record Tree(int[] feature, double[] split, int[] first, int[] second, double[] value) {

    double of(double[] features) {
      int node = 0;
      while (feature[node] >= 0) {
        node = features[feature[node]] > split[node] ? second[node] : first[node];
      }
      return value[node];
    }
  }

  private final Tree[] trees;

  LocalPolicy(Tree... trees) {
    this.trees = trees.clone();
  }

  /** What the policy does at these features. */
  public double of(double[] features) {
    double sum = 0;
    for (Tree tree : trees) {
      sum += tree.of(features);
    }
    return sum / trees.length;
  }

  /** Writes the policy. */
  public void write(DataOutput out) throws IOException {
    out.writeInt(trees.length);
    for (Tree tree : trees) {
      out.writeInt(tree.feature().length);
      for (int node = 0; node < tree.feature().length; node++) {
        out.writeByte(tree.feature()[node]);
        if (tree.feature()[node] < 0) {
          out.writeDouble(tree.value()[node]);
        } else {
          out.writeDouble(tree.split()[node]);
          out.writeShort(tree.first()[node]);
          out.writeShort(tree.second()[node]);
        }
      }
    }
  }

  /** Reads a policy. */
  public static LocalPolicy read(DataInput in) throws IOException {
    Tree[] trees = new Tree[in.readInt()];
    for (int i = 0; i < trees.length; i++) {
      int nodes = in.readInt();
      Tree tree =
          new Tree(
              new int[nodes], new double[nodes], new int[nodes], new int[nodes], new double[nodes]);
      for (int node = 0; node < nodes; node++) {
        tree.feature()[node] = in.readByte();
        if (tree.feature()[node] < 0) {
          tree.value()[node] = in.readDouble();
        } else {
          tree.split()[node] = in.readDouble();
          tree.first()[node] = in.readShort();
          tree.second()[node] = in.readShort();
        }
      }
      trees[i] = tree;
    }
    return new LocalPolicy(trees);
  }
}
