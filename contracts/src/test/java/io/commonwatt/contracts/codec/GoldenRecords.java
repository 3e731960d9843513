package io.commonwatt.contracts.codec;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.List;

/** One record per class with a different, recognisable value in each component. */
final class GoldenRecords {

  private static final Instant BASE = Instant.parse("2025-05-01T00:30:00Z");

  private GoldenRecords() {}

  static Object of(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(components[i].getName(), components[i].getGenericType(), i);
    }
    return RecordArbitraries.construct(type, values);
  }

  private static Object value(String name, Type type, int index) {
    if (name.equals("powerOfTen")) {
      return -3;
    } else if (name.equals("carryMicroJoule")) {
      return 3_599_999_999L;
    }
    if (type instanceof ParameterizedType list) {
      Type element = list.getActualTypeArguments()[0];
      return List.of(value(name + "-0", element, index), value(name + "-1", element, index + 1));
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isRecord()) {
      return of(plain);
    } else if (plain.isEnum()) {
      return plain.getEnumConstants()[index % plain.getEnumConstants().length];
    } else if (plain == String.class) {
      return name;
    } else if (plain == Instant.class) {
      return BASE.plusMillis(3_600_001L * index);
    } else if (plain == double[].class) {
      return new double[] {index + 0.1, -index - 0.2, 1e9, Double.NaN};
    } else if (plain == byte[].class) {
      return new byte[] {0, 1, -1, (byte) index};
    } else if (plain == boolean.class) {
      return true;
    } else if (plain == int.class) {
      return 1000 + index;
    } else if (plain == long.class || plain == Long.class) {
      return 1_000_000_000_000L + index;
    }
    return index + 0.25;
  }
}
