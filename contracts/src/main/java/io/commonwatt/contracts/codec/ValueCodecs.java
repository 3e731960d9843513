package io.commonwatt.contracts.codec;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;

/** The value codecs of everything but primitives. */
final class ValueCodecs {

  private ValueCodecs() {}

  /** The codec of a Java type under its schema. */
  static ValueCodec of(Type type, Schema schema) {
    ValueCodec codec = choose(type, schema);
    if (codec.schemaType() != schema.getType()) {
      throw new IllegalStateException(
          type.getTypeName() + " needs a schema of type " + codec.schemaType() + ", not " + schema);
    }
    return codec;
  }

  private static ValueCodec choose(Type type, Schema schema) {
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      return new Lists(of(list.getActualTypeArguments()[0], schema.getElementType()));
    }
    if (type == String.class) {
      return new Strings();
    } else if (type == Instant.class) {
      return new Instants();
    } else if (type == Double.class) {
      return new Doubles();
    } else if (type == Long.class) {
      return new NullableLongs();
    } else if (type == byte[].class) {
      return new Bytes();
    } else if (type == double[].class) {
      return new DoubleArrays();
    } else if (type instanceof Class<?> enumType && enumType.isEnum()) {
      return Enums.of(enumType, schema);
    } else if (type instanceof Class<?> recordType && recordType.isRecord()) {
      return RecordPlan.of(recordType, schema);
    }
    throw new IllegalStateException("No codec for " + type.getTypeName());
  }

  private record Strings() implements ValueCodec {
    @Override
    public Schema.Type schemaType() {
      return Schema.Type.STRING;
    }

    @Override
    public void write(Object value, BodyWriter out) {
      out.writeString((String) value);
    }

    @Override
    public Object read(BodyReader in) {
      return in.readString();
    }
  }

  private record Doubles() implements ValueCodec {
    @Override
    public Schema.Type schemaType() {
      return Schema.Type.DOUBLE;
    }

    @Override
    public void write(Object value, BodyWriter out) {
      out.writeDouble((Double) value);
    }

    @Override
    public Object read(BodyReader in) {
      return in.readDouble();
    }
  }

  private record Bytes() implements ValueCodec {
    @Override
    public Schema.Type schemaType() {
      return Schema.Type.BYTES;
    }

    @Override
    public void write(Object value, BodyWriter out) {
      out.writeBytes((byte[]) value);
    }

    @Override
    public Object read(BodyReader in) {
      return in.readBytes();
    }
  }

  /** Milliseconds since 1970; a finer instant would not come back the same and is refused. */
  private record Instants() implements ValueCodec {
    private static final int NANOS_PER_MILLI = 1_000_000;

    @Override
    public Schema.Type schemaType() {
      return Schema.Type.LONG;
    }

    @Override
    public void write(Object value, BodyWriter out) {
      Instant instant = (Instant) value;
      if (instant.getNano() % NANOS_PER_MILLI != 0) {
        throw new IllegalArgumentException(
            instant + " is finer than a millisecond; truncate it where it is made");
      }
      out.writeLong(instant.toEpochMilli());
    }

    @Override
    public Object read(BodyReader in) {
      return Instant.ofEpochMilli(in.readLong());
    }
  }

  /** Union of null and long, in this order. */
  private record NullableLongs() implements ValueCodec {
    @Override
    public Schema.Type schemaType() {
      return Schema.Type.UNION;
    }

    @Override
    public void write(Object value, BodyWriter out) {
      if (value == null) {
        out.writeLong(0);
      } else {
        out.writeLong(1);
        out.writeLong((Long) value);
      }
    }

    @Override
    public Object read(BodyReader in) {
      int branch = in.readInt();
      if (branch != 0 && branch != 1) {
        throw new UndecodableException(
            branch + " is no branch of [null, long], before byte " + in.position());
      }
      return branch == 0 ? null : (Object) in.readLong();
    }
  }

  private record Enums(Object[] constants, String name) implements ValueCodec {
    static Enums of(Class<?> type, Schema schema) {
      Object[] constants = type.getEnumConstants();
      List<String> names = Arrays.stream(constants).map(each -> ((Enum<?>) each).name()).toList();
      if (schema.getType() != Schema.Type.ENUM || !schema.getEnumSymbols().equals(names)) {
        throw new IllegalStateException(
            type.getName() + " has " + names + ", its current schema has " + schema);
      }
      return new Enums(constants, type.getSimpleName());
    }

    @Override
    public Schema.Type schemaType() {
      return Schema.Type.ENUM;
    }

    @Override
    public void write(Object value, BodyWriter out) {
      out.writeLong(((Enum<?>) value).ordinal());
    }

    @Override
    public Object read(BodyReader in) {
      int index = in.readInt();
      if (index < 0 || index >= constants.length) {
        throw new UndecodableException(index + " is no " + name + ", before byte " + in.position());
      }
      return constants[index];
    }
  }

  private record Lists(ValueCodec element) implements ValueCodec {
    @Override
    public Schema.Type schemaType() {
      return Schema.Type.ARRAY;
    }

    @Override
    public void write(Object value, BodyWriter out) {
      List<?> list = (List<?>) value;
      int size = list.size();
      if (size > 0) {
        out.writeLong(size);
        for (int i = 0; i < size; i++) {
          element.write(list.get(i), out);
        }
      }
      out.writeLong(0);
    }

    @Override
    public Object read(BodyReader in) {
      Object[] values = {};
      int size = 0;
      for (int count = in.readBlockCount(1); count > 0; count = in.readBlockCount(1)) {
        values = Arrays.copyOf(values, size + count);
        for (int i = 0; i < count; i++) {
          values[size++] = element.read(in);
        }
      }
      return List.of(values);
    }
  }

  private record DoubleArrays() implements ValueCodec {
    @Override
    public Schema.Type schemaType() {
      return Schema.Type.ARRAY;
    }

    @Override
    public void write(Object value, BodyWriter out) {
      double[] array = (double[]) value;
      if (array.length > 0) {
        out.writeLong(array.length);
        for (double each : array) {
          out.writeDouble(each);
        }
      }
      out.writeLong(0);
    }

    @Override
    public Object read(BodyReader in) {
      double[] values = {};
      int size = 0;
      for (int count = in.readBlockCount(Double.BYTES);
          count > 0;
          count = in.readBlockCount(Double.BYTES)) {
        values = Arrays.copyOf(values, size + count);
        for (int i = 0; i < count; i++) {
          values[size++] = in.readDouble();
        }
      }
      return values;
    }
  }
}
