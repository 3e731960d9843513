package io.commonwatt.contracts.codec;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;

/**
 * How a record class is written and read under its current schema: accessors and canonical
 * constructor as method handles, so that primitives are never boxed. Immutable.
 */
final class RecordPlan implements ValueCodec {

  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  private final Class<?> type;
  private final FieldWriter[] writers;

  /** (BodyReader)Object: reads the components in order and calls the canonical constructor. */
  private final MethodHandle reader;

  private RecordPlan(Class<?> type, FieldWriter[] writers, MethodHandle reader) {
    this.type = type;
    this.writers = writers;
    this.reader = reader;
  }

  /** Writes one component of a record. */
  private interface FieldWriter {
    void write(Object record, BodyWriter out) throws Throwable;
  }

  static RecordPlan of(Class<?> type, Schema schema) {
    RecordComponent[] components = type.getRecordComponents();
    List<String> names = Arrays.stream(components).map(RecordComponent::getName).toList();
    if (schema.getType() != Schema.Type.RECORD
        || !schema.getFields().stream().map(Schema.Field::name).toList().equals(names)) {
      throw new IllegalStateException(
          type.getName()
              + " has the components "
              + names
              + ", its current schema is "
              + schema
              + "; write the next revision with SchemaFilesTest");
    }
    FieldWriter[] writers = new FieldWriter[components.length];
    MethodHandle[] readers = new MethodHandle[components.length];
    try {
      for (int i = 0; i < components.length; i++) {
        RecordComponent component = components[i];
        Schema field = schema.getFields().get(i).schema();
        MethodHandle accessor = LOOKUP.unreflect(component.getAccessor());
        if (component.getType().isPrimitive()) {
          writers[i] = primitiveWriter(component.getType(), accessor);
          readers[i] = primitiveReader(component.getType());
        } else {
          ValueCodec codec = ValueCodecs.of(component.getGenericType(), field);
          writers[i] = valueWriter(component.getName(), accessor, codec);
          readers[i] = valueReader(component.getType(), codec);
        }
      }
      return new RecordPlan(type, writers, constructorOver(type, components, readers));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type.getName() + " is not accessible; make it public", e);
    }
  }

  @Override
  public Schema.Type schemaType() {
    return Schema.Type.RECORD;
  }

  @Override
  public void write(Object record, BodyWriter out) {
    try {
      for (FieldWriter writer : writers) {
        writer.write(record, out);
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("Accessor of " + type.getName() + " failed", e);
    }
  }

  @Override
  public Object read(BodyReader in) {
    try {
      return (Object) reader.invokeExact(in);
    } catch (UndecodableException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new UndecodableException(type.getSimpleName() + " refused: " + e.getMessage(), e);
    }
  }

  private static FieldWriter primitiveWriter(Class<?> type, MethodHandle accessor) {
    MethodHandle get = accessor.asType(MethodType.methodType(type, Object.class));
    if (type == long.class) {
      return (record, out) -> out.writeLong((long) get.invokeExact(record));
    } else if (type == int.class) {
      return (record, out) -> out.writeLong((int) get.invokeExact(record));
    } else if (type == double.class) {
      return (record, out) -> out.writeDouble((double) get.invokeExact(record));
    } else if (type == boolean.class) {
      return (record, out) -> out.writeBoolean((boolean) get.invokeExact(record));
    }
    throw new IllegalStateException("No codec for " + type.getName());
  }

  private static MethodHandle primitiveReader(Class<?> type) throws ReflectiveOperationException {
    String kind = type.getName();
    String method = "read" + Character.toUpperCase(kind.charAt(0)) + kind.substring(1);
    return LOOKUP.findVirtual(BodyReader.class, method, MethodType.methodType(type));
  }

  private static FieldWriter valueWriter(String name, MethodHandle accessor, ValueCodec codec) {
    MethodHandle get = accessor.asType(MethodType.methodType(Object.class, Object.class));
    return (record, out) -> {
      try {
        codec.write((Object) get.invokeExact(record), out);
      } catch (NullPointerException | IllegalArgumentException | ArithmeticException e) {
        throw new IllegalArgumentException(
            "Cannot encode " + name + " of " + record + ": " + e.getMessage(), e);
      }
    };
  }

  private static MethodHandle valueReader(Class<?> type, ValueCodec codec)
      throws ReflectiveOperationException {
    return LOOKUP
        .findVirtual(
            ValueCodec.class, "read", MethodType.methodType(Object.class, BodyReader.class))
        .bindTo(codec)
        .asType(MethodType.methodType(type, BodyReader.class));
  }

  private static MethodHandle constructorOver(
      Class<?> type, RecordComponent[] components, MethodHandle[] readers)
      throws ReflectiveOperationException {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    MethodHandle handle = LOOKUP.unreflectConstructor(type.getDeclaredConstructor(types));
    for (int i = readers.length - 1; i >= 0; i--) {
      // Wrapped from last to first, so that the first component is read first.
      handle = MethodHandles.filterArguments(handle, i, readers[i]);
    }
    MethodType one = MethodType.methodType(type, BodyReader.class);
    return MethodHandles.permuteArguments(handle, one, new int[readers.length])
        .asType(MethodType.methodType(Object.class, BodyReader.class));
  }
}
