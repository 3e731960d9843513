package io.commonwatt.wire.jdbc;

import io.commonwatt.wire.jdbc.TableMapping.ChildTable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * The rows of one table that wait for the next flush, encoded. Not thread-safe.
 *
 * <p>Row {@code i} lies at {@code starts[i]…starts[i+1]} of the buffer, the rows of its k-th child
 * table at {@code childStarts[k][i]…childStarts[k][i+1]} of theirs.
 */
final class TableBatch<T> {

  private static final int INITIAL_BYTES = 1 << 14;
  private static final int KEPT_BYTES = 1 << 24;
  private static final int INITIAL_ROWS = 256;

  private final TableMapping<T> mapping;
  private final CopyBuffer rows = new CopyBuffer(INITIAL_BYTES);
  private final CopyBuffer[] childRows;
  private final RowOrder order;
  private int[] starts = new int[INITIAL_ROWS];
  private final int[][] childStarts;
  private long[] versions = new long[INITIAL_ROWS];
  private boolean[] likelyNew = new boolean[INITIAL_ROWS];
  private int count;
  private int[] kept = new int[0];
  private int keptCount = -1;
  private final FreshRows fresh = new FreshRows();

  TableBatch(TableMapping<T> mapping) {
    this.mapping = mapping;
    this.order = new RowOrder(mapping.key().stream().map(Column::type).toList());
    this.childRows = new CopyBuffer[mapping.children().size()];
    this.childStarts = new int[mapping.children().size()][INITIAL_ROWS];
    Arrays.setAll(childRows, k -> new CopyBuffer(INITIAL_BYTES));
  }

  TableMapping<T> mapping() {
    return mapping;
  }

  /** Whether its keys are likely new. */
  FreshRows fresh() {
    return fresh;
  }

  /** Rows added since the last {@link #clear()}. */
  int count() {
    return count;
  }

  long bytes() {
    long sum = rows.size();
    for (CopyBuffer child : childRows) {
      sum += child.size();
    }
    return sum;
  }

  void add(T record) {
    if (count + 2 > starts.length) {
      int length = 2 * starts.length;
      starts = Arrays.copyOf(starts, length);
      versions = Arrays.copyOf(versions, length);
      likelyNew = Arrays.copyOf(likelyNew, length);
      for (int k = 0; k < childStarts.length; k++) {
        childStarts[k] = Arrays.copyOf(childStarts[k], length);
      }
    }
    mapping.encode(record, rows);
    versions[count] = mapping.version(record);
    likelyNew[count] = mapping.isLikelyNew(record);
    starts[count + 1] = rows.size();
    List<ChildTable<T, ?>> children = mapping.children();
    for (int k = 0; k < childRows.length; k++) {
      mapping.encodeChildren(children.get(k), record, childRows[k]);
      childStarts[k][count + 1] = childRows[k].size();
    }
    count++;
    keptCount = -1;
  }

  /**
   * Sorts by key and keeps the greatest version of each.
   *
   * @return rows kept
   * @throws VersionConflictException when a key has one version with two contents
   */
  int prepare() {
    if (keptCount >= 0) {
      return keptCount;
    }
    kept = order.sort(rows.array(), starts, count);
    int last = -1;
    for (int i = 0; i < count; i++) {
      int row = kept[i];
      if (last >= 0 && order.compare(rows.array(), starts[kept[last]], starts[row]) == 0) {
        kept[last] = choose(kept[last], row);
      } else {
        kept[++last] = row;
      }
    }
    keptCount = last + 1;
    return keptCount;
  }

  /** Kept rows that are likely the first of their key. */
  int likelyNewCount() {
    int sum = 0;
    for (int i = 0; i < keptCount; i++) {
      sum += likelyNew[kept[i]] ? 1 : 0;
    }
    return sum;
  }

  /** Writes the kept rows in key order. */
  void writeRows(OutputStream out) throws IOException {
    write(rows, starts, out);
  }

  /** Writes those of the kept rows that are likely new, or the others, in key order. */
  void writeRows(boolean ofLikelyNew, OutputStream out) throws IOException {
    for (int i = 0; i < keptCount; i++) {
      int row = kept[i];
      if (likelyNew[row] == ofLikelyNew) {
        out.write(rows.array(), starts[row], starts[row + 1] - starts[row]);
      }
    }
  }

  /** Writes the rows of a child table that belong to the kept rows. */
  void writeChildRows(int child, OutputStream out) throws IOException {
    write(childRows[child], childStarts[child], out);
  }

  void clear() {
    count = 0;
    keptCount = -1;
    rows.clear(KEPT_BYTES);
    for (CopyBuffer child : childRows) {
      child.clear(KEPT_BYTES);
    }
  }

  private void write(CopyBuffer buffer, int[] from, OutputStream out) throws IOException {
    for (int i = 0; i < keptCount; i++) {
      int row = kept[i];
      out.write(buffer.array(), from[row], from[row + 1] - from[row]);
    }
  }

  private int choose(int one, int other) {
    if (versions[one] != versions[other]) {
      return versions[one] > versions[other] ? one : other;
    }
    boolean same = sameBytes(rows, starts, one, other);
    for (int k = 0; k < childRows.length; k++) {
      same &= sameBytes(childRows[k], childStarts[k], one, other);
    }
    if (!same) {
      throw new VersionConflictException(
          mapping.table(), describeKey(one), versions[one], "two arrived in one batch");
    }
    return one;
  }

  private static boolean sameBytes(CopyBuffer buffer, int[] from, int one, int other) {
    byte[] bytes = buffer.array();
    return Arrays.equals(bytes, from[one], from[one + 1], bytes, from[other], from[other + 1]);
  }

  private String describeKey(int row) {
    StringBuilder text = new StringBuilder();
    ByteBuffer bytes = ByteBuffer.wrap(rows.array(), 0, rows.size());
    int at = starts[row] + Short.BYTES;
    for (Column<T> column : mapping.key()) {
      int length = bytes.getInt(at);
      at += Integer.BYTES;
      text.append(text.isEmpty() ? "" : ", ")
          .append(column.name())
          .append('=')
          .append(column.type().describe(rows.array(), at, length));
      at += Math.max(0, length);
    }
    return text.toString();
  }
}
