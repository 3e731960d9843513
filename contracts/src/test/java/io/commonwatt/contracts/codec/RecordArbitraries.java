package io.commonwatt.contracts.codec;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.apache.avro.reflect.Nullable;

/** Arbitrary records of a class, within what its constructor accepts. */
final class RecordArbitraries {

  private RecordArbitraries() {}

  static Arbitrary<Object> anyRecord() {
    return Arbitraries.of(RecordTypes.listAll()).flatMap(RecordArbitraries::of);
  }

  static Arbitrary<Object> of(Class<?> type) {
    List<Arbitrary<Object>> parts =
        Arrays.stream(type.getRecordComponents())
            .map(component -> component(type, component))
            .toList();
    return Combinators.combine(parts).as(values -> construct(type, values.toArray()));
  }

  static Object construct(Class<?> type, Object[] values) {
    try {
      Class<?>[] types =
          Arrays.stream(type.getRecordComponents())
              .map(RecordComponent::getType)
              .toArray(Class<?>[]::new);
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type.getName() + Arrays.toString(values), e);
    }
  }

  private static Arbitrary<Object> component(Class<?> type, RecordComponent component) {
    switch (type.getSimpleName() + '.' + component.getName()) {
      case "RawReading.lengthSeconds", "Progress.writers" -> {
        return Arbitraries.integers().greaterOrEqual(1).asGeneric();
      }
      case "RawReading.powerOfTen", "RegisterReading.powerOfTen" -> {
        return Arbitraries.integers().between(-12, 9).asGeneric();
      }
      case "RawReading.carryMicroJoule" -> {
        return Arbitraries.longs().between(0, 3_599_999_999L).asGeneric();
      }
      case "ValidatedReading.energyWh" -> {
        return Arbitraries.longs().greaterOrEqual(0).asGeneric();
      }
      case "ReadingEdit.energyWh" -> {
        return Arbitraries.longs().greaterOrEqual(0).asGeneric().injectNull(0.3);
      }
      case "Forecast.levels" -> {
        return Arbitraries.just((Object) List.of(0.1, 0.5, 0.9));
      }
      case "Forecast.quantilesWh" -> {
        return doubles(Arbitraries.integers().between(0, 60).map(steps -> 3 * steps)).asGeneric();
      }
      default -> {
        Arbitrary<Object> value = value(component.getGenericType());
        return isNullable(type, component) ? value.injectNull(0.3) : value;
      }
    }
  }

  static boolean isNullable(Class<?> type, RecordComponent component) {
    try {
      return type.getDeclaredField(component.getName()).isAnnotationPresent(Nullable.class);
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Arbitrary<Object> value(Type type) {
    if (type instanceof ParameterizedType list) {
      return value(list.getActualTypeArguments()[0]).list().ofMaxSize(20).asGeneric();
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isRecord()) {
      return of(plain);
    } else if (plain.isEnum()) {
      return Arbitraries.of(plain.getEnumConstants()).asGeneric();
    } else if (plain == String.class) {
      return strings().asGeneric();
    } else if (plain == Instant.class) {
      return Arbitraries.longs().map(Instant::ofEpochMilli).asGeneric();
    } else if (plain == double[].class) {
      return doubles(Arbitraries.integers().between(0, 200)).asGeneric();
    } else if (plain == byte[].class) {
      return Arbitraries.bytes().array(byte[].class).ofMaxSize(3000).asGeneric();
    } else if (plain == boolean.class) {
      return Arbitraries.of(true, false).asGeneric();
    } else if (plain == int.class) {
      return Arbitraries.integers().asGeneric();
    } else if (plain == long.class || plain == Long.class) {
      return Arbitraries.longs().asGeneric();
    }
    return anyDouble().asGeneric();
  }

  private static Arbitrary<String> strings() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ascii().ofMaxLength(40),
        Arbitraries.strings().withChars("aé€ßЖ漢|#").ofMaxLength(40),
        Arbitraries.of("😀", "home-01", ""));
  }

  private static Arbitrary<Double> anyDouble() {
    return Arbitraries.oneOf(
        Arbitraries.doubles(),
        Arbitraries.of(Double.NaN, Double.POSITIVE_INFINITY, -0.0, Double.MIN_VALUE));
  }

  private static Arbitrary<double[]> doubles(Arbitrary<Integer> sizes) {
    return sizes.flatMap(size -> anyDouble().array(double[].class).ofSize(size));
  }
}
