package io.commonwatt.contracts.codec;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.reflect.AvroDefault;
import org.apache.avro.reflect.Nullable;

/**
 * Derives the Avro schema of a record class from its components. A component that was added later
 * carries {@link AvroDefault}; a {@link Nullable} one defaults to null.
 */
final class SchemaDerivation {

  static final String NAMESPACE = "io.commonwatt.contracts.v1";

  private final Map<Class<?>, Schema> named = new HashMap<>();

  static Schema derive(Class<?> recordType) {
    return new SchemaDerivation().record(recordType);
  }

  private Schema record(Class<?> type) {
    List<Schema.Field> fields = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      fields.add(field(type, component));
    }
    return Schema.createRecord(name(type), null, NAMESPACE, false, fields);
  }

  private Schema.Field field(Class<?> type, RecordComponent component) {
    java.lang.reflect.Field field;
    try {
      field = type.getDeclaredField(component.getName());
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
    Schema schema = of(component.getGenericType());
    if (field.isAnnotationPresent(Nullable.class)) {
      Schema union = Schema.createUnion(Schema.create(Schema.Type.NULL), schema);
      return new Schema.Field(component.getName(), union, null, JsonProperties.NULL_VALUE);
    }
    AvroDefault given = field.getAnnotation(AvroDefault.class);
    if (given == null) {
      return new Schema.Field(component.getName(), schema);
    }
    String json =
        "{\"type\":\"record\",\"name\":\"Holder\",\"fields\":[{\"name\":\"x\",\"type\":"
            + schema
            + ",\"default\":"
            + given.value()
            + "}]}";
    Object value = new Schema.Parser().parse(json).getField("x").defaultVal();
    return new Schema.Field(component.getName(), schema, null, value);
  }

  private Schema of(Type type) {
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      return Schema.createArray(of(list.getActualTypeArguments()[0]));
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isRecord()) {
      return named(plain, () -> record(plain));
    } else if (plain.isEnum()) {
      List<String> symbols =
          Arrays.stream(plain.getEnumConstants()).map(each -> ((Enum<?>) each).name()).toList();
      return named(plain, () -> Schema.createEnum(name(plain), null, NAMESPACE, symbols));
    } else if (plain == double[].class) {
      return Schema.createArray(Schema.create(Schema.Type.DOUBLE));
    } else if (plain == byte[].class) {
      return Schema.create(Schema.Type.BYTES);
    } else if (plain == Instant.class) {
      return LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
    } else if (plain == String.class) {
      return Schema.create(Schema.Type.STRING);
    } else if (plain == long.class || plain == Long.class) {
      return Schema.create(Schema.Type.LONG);
    } else if (plain == int.class) {
      return Schema.create(Schema.Type.INT);
    } else if (plain == double.class || plain == Double.class) {
      return Schema.create(Schema.Type.DOUBLE);
    } else if (plain == boolean.class) {
      return Schema.create(Schema.Type.BOOLEAN);
    }
    throw new IllegalArgumentException("No schema for " + type.getTypeName());
  }

  private Schema named(Class<?> type, java.util.function.Supplier<Schema> make) {
    Schema known = named.get(type);
    if (known == null) {
      known = make.get();
      named.put(type, known);
    }
    return known;
  }

  /** A nested type is named after its enclosing one too: MeterEvent.Type is MeterEventType. */
  private static String name(Class<?> type) {
    return type.getEnclosingClass() == null
        ? type.getSimpleName()
        : type.getEnclosingClass().getSimpleName() + type.getSimpleName();
  }
}
