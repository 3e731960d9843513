package io.commonwatt.wire.jdbc;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * Orders encoded rows by their first fields, the key: numbers and times by value, text by bytes, as
 * an index with "C" collation does. Immutable.
 */
final class RowOrder {

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final boolean[] signed;

  RowOrder(List<ColumnType> key) {
    signed = new boolean[key.size()];
    for (int i = 0; i < signed.length; i++) {
      signed[i] = key.get(i).isSigned();
    }
  }

  /** Compares the keys of two rows that begin at these offsets. */
  int compare(byte[] bytes, int one, int other) {
    int a = one + Short.BYTES;
    int b = other + Short.BYTES;
    for (boolean isSigned : signed) {
      int lengthA = Math.max(0, (int) INT.get(bytes, a));
      int lengthB = Math.max(0, (int) INT.get(bytes, b));
      a += Integer.BYTES;
      b += Integer.BYTES;
      if (isSigned && lengthA > 0 && lengthB > 0 && bytes[a] != bytes[b]) {
        return Byte.compare(bytes[a], bytes[b]);
      }
      int order = Arrays.compareUnsigned(bytes, a, a + lengthA, bytes, b, b + lengthB);
      if (order != 0) {
        return order;
      }
      a += lengthA;
      b += lengthB;
    }
    return 0;
  }

  /** Indexes of the rows in key order; equal keys keep the order of arrival. */
  int[] sort(byte[] bytes, int[] starts, int count) {
    int[] from = new int[count];
    for (int i = 0; i < count; i++) {
      from[i] = i;
    }
    int[] to = new int[count];
    for (int width = 1; width < count; width *= 2) {
      for (int low = 0; low < count; low += 2 * width) {
        int middle = Math.min(low + width, count);
        merge(bytes, starts, from, to, low, middle, Math.min(middle + width, count));
      }
      int[] swap = from;
      from = to;
      to = swap;
    }
    return from;
  }

  private void merge(
      byte[] bytes, int[] starts, int[] from, int[] to, int low, int middle, int high) {
    if (middle >= high || compare(bytes, starts[from[middle - 1]], starts[from[middle]]) <= 0) {
      System.arraycopy(from, low, to, low, high - low);
      return;
    }
    int left = low;
    int right = middle;
    for (int i = low; i < high; i++) {
      boolean takeLeft =
          right >= high
              || (left < middle && compare(bytes, starts[from[left]], starts[from[right]]) <= 0);
      to[i] = takeLeft ? from[left++] : from[right++];
    }
  }
}
