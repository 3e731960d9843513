package io.commonwatt.contracts.codec;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Objects;

/** Equality of records by value, arrays included: NaN equals NaN, 0.0 differs from -0.0. */
final class SameRecord {

  private SameRecord() {}

  static boolean test(Object left, Object right) {
    if (left instanceof Record && right != null && left.getClass() == right.getClass()) {
      for (RecordComponent component : left.getClass().getRecordComponents()) {
        if (!test(value(component, left), value(component, right))) {
          return false;
        }
      }
      return true;
    } else if (left instanceof List<?> some && right instanceof List<?> others) {
      boolean same = some.size() == others.size();
      for (int i = 0; same && i < some.size(); i++) {
        same = test(some.get(i), others.get(i));
      }
      return same;
    }
    return Objects.deepEquals(left, right);
  }

  static Object value(RecordComponent component, Object record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
