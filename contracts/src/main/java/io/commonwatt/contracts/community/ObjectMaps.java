package io.commonwatt.contracts.community;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Objects of the community file as maps of plain values, keys named and ordered as the components.
 * What the reader fills in by itself is left out: empty texts, {@code from} 1970, {@code to} for
 * ever, dispatch home by home.
 */
final class ObjectMaps {

  private ObjectMaps() {}

  static Map<String, Object> of(Record object) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (RecordComponent component : object.getClass().getRecordComponents()) {
      Object value = plain(get(component, object));
      if (value != null) {
        map.put(component.getName(), value);
      }
    }
    return map;
  }

  private static Object plain(Object value) {
    if (value instanceof Record object) {
      return of(object);
    } else if (value instanceof List<?> list) {
      List<Object> plain = new ArrayList<>();
      list.forEach(each -> plain.add(plain(each)));
      return plain.isEmpty() ? null : plain;
    } else if (value instanceof Enum<?> constant) {
      return constant == DispatchScope.HOME ? null : YamlObject.nameOf(constant);
    } else if (value instanceof Instant instant) {
      return instant.equals(Instant.MAX) || instant.equals(Instant.EPOCH)
          ? null
          : instant.toString();
    } else if (value instanceof String text) {
      return text.isEmpty() ? null : text;
    }
    return value; // A number or a boolean.
  }

  private static Object get(RecordComponent component, Object object) {
    try {
      return component.getAccessor().invoke(object);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("Cannot read " + component, e);
    }
  }
}
