package io.commonwatt.forecasting.boost;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Trees flattened into arrays, walked without allocation and without the library they were grown
 * by, with its single-precision arithmetic in its order. Immutable, thread-safe.
 */
public final class BoostedTrees {

  private static final int MAGIC = 0x43575431;
  private static final int DIGEST_BYTES = 32;

  /** Most nodes and outputs a file may claim, against damage that asks for endless memory. */
  private static final int MOST = 1 << 26;

  private final int columns;
  private final float[] base;
  private final int[] roots;
  private final int[] split;
  private final float[] threshold;
  private final int[] child;
  private final float[] leaves;

  /**
   * @param columns of a row
   * @param base what each output starts from
   * @param roots node of each tree
   * @param split column · 2, plus one where a missing value goes left; any in a leaf
   * @param threshold below goes left; any in a leaf
   * @param child left child, the right one follows it; −1 − offset of its values in a leaf
   * @param leaves values by leaf and output
   */
  BoostedTrees(
      int columns,
      float[] base,
      int[] roots,
      int[] split,
      float[] threshold,
      int[] child,
      float[] leaves) {
    this.columns = columns;
    this.base = base;
    this.roots = roots;
    this.split = split;
    this.threshold = threshold;
    this.child = child;
    this.leaves = leaves;
    check();
  }

  public int columns() {
    return columns;
  }

  /** Values of a score, one per quantile level. */
  public int outputs() {
    return base.length;
  }

  /** Number of trees. */
  public int trees() {
    return roots.length;
  }

  /** Bytes its arrays take in memory, about. */
  public long memoryBytes() {
    return 4L * (base.length + roots.length + leaves.length)
        + 4L * (split.length + threshold.length + child.length);
  }

  /**
   * Scores a row, quantiles in order; NaN stands for what is not known.
   *
   * @param offset of the row's first column
   * @param into filled, one per output
   */
  public void score(float[] row, int offset, float[] into) {
    System.arraycopy(base, 0, into, 0, base.length);
    for (int root : roots) {
      int node = root;
      int next = child[node];
      while (next >= 0) {
        int column = split[node];
        float value = row[offset + (column >> 1)];
        boolean left = Float.isNaN(value) ? (column & 1) == 1 : value < threshold[node];
        node = left ? next : next + 1;
        next = child[node];
      }
      int leaf = -1 - next;
      for (int output = 0; output < into.length; output++) {
        into[output] += leaves[leaf + output];
      }
    }
    sort(into);
  }

  /** Orders quantiles, which trees may cross, as the library does. */
  private static void sort(float[] values) {
    for (int i = 1; i < values.length; i++) {
      float value = values[i];
      int at = i;
      while (at > 0 && values[at - 1] > value) {
        values[at] = values[at - 1];
        at--;
      }
      values[at] = value;
    }
  }

  /** How often each column splits, in the order of columns. */
  public int[] splitsByColumn() {
    int[] splits = new int[columns];
    for (int node = 0; node < child.length; node++) {
      if (child[node] >= 0) {
        splits[split[node] >> 1]++;
      }
    }
    return splits;
  }

  /** As bytes that carry their own SHA-256. */
  public byte[] toBytes() {
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MAGIC);
      out.writeInt(columns);
      write(out, base);
      write(out, roots);
      write(out, split);
      write(out, threshold);
      write(out, child);
      write(out, leaves);
      out.flush();
      bytes.write(sha256(bytes.toByteArray()));
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @throws IllegalArgumentException when the bytes are damaged or no trees
   */
  public static BoostedTrees of(byte[] bytes) {
    int size = bytes.length - DIGEST_BYTES;
    if (size < 4) {
      throw damaged("it has " + bytes.length + " bytes");
    }
    byte[] content = Arrays.copyOf(bytes, size);
    if (!Arrays.equals(sha256(content), Arrays.copyOfRange(bytes, size, bytes.length))) {
      throw damaged("its hash is not the one it carries");
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
      if (in.readInt() != MAGIC) {
        throw damaged("it begins otherwise");
      }
      return new BoostedTrees(
          in.readInt(),
          readFloats(in),
          readInts(in),
          readInts(in),
          readFloats(in),
          readInts(in),
          readFloats(in));
    } catch (IOException e) {
      throw damaged("it ends early");
    }
  }

  /** SHA-256 of its bytes, hexadecimal. */
  public String hash() {
    byte[] bytes = toBytes();
    return HexFormat.of().formatHex(bytes, bytes.length - DIGEST_BYTES, bytes.length);
  }

  private void check() {
    boolean right = columns > 0 && base.length > 0;
    right &= split.length == child.length && threshold.length == child.length;
    for (int root : roots) {
      right &= root >= 0 && root < child.length;
    }
    for (int node = 0; right && node < child.length; node++) {
      // Children lie behind their parents, so that every walk ends.
      right =
          child[node] >= 0
              ? child[node] > node
                  && child[node] + 1 < child.length
                  && split[node] >= 0
                  && split[node] >> 1 < columns
              : base.length - 1 - child[node] <= leaves.length;
    }
    if (!right) {
      throw damaged("its nodes do not fit one another");
    }
  }

  private static IllegalArgumentException damaged(String how) {
    return new IllegalArgumentException(
        "A boosted model cannot be read: " + how + "; publish or train it again");
  }

  private static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("The Java runtime has no SHA-256", e);
    }
  }

  private static void write(DataOutputStream out, int[] values) throws IOException {
    out.writeInt(values.length);
    for (int value : values) {
      out.writeInt(value);
    }
  }

  private static void write(DataOutputStream out, float[] values) throws IOException {
    out.writeInt(values.length);
    for (float value : values) {
      out.writeFloat(value);
    }
  }

  private static int readLength(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > MOST) {
      throw damaged("it claims " + length + " values");
    }
    return length;
  }

  private static int[] readInts(DataInputStream in) throws IOException {
    int[] values = new int[readLength(in)];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readInt();
    }
    return values;
  }

  private static float[] readFloats(DataInputStream in) throws IOException {
    float[] values = new float[readLength(in)];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readFloat();
    }
    return values;
  }
}
