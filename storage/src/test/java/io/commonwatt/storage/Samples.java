package io.commonwatt.storage;

import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Travelling;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/**
 * Records of any class, filled at random. The key follows from the identity, everything else from
 * identity and revision, so that the same (identity, revision) is the same record and a greater
 * revision a greater version.
 */
public final class Samples {

  private static final Instant FIRST = Instant.parse("1999-01-01T00:00:00Z");
  private static final long MILLIS = Duration.ofDays(36_525).toMillis();
  private static final Instant KNOWN = Instant.parse("2025-05-01T00:00:00Z");

  private Samples() {}

  /** Whether records of the class have versions at all. */
  public static boolean hasRevisions(Topic<?> topic) {
    return !Set.of(
            "RawReading", "RegisterReading", "MeterEvent", "ReadingException", "ForecastEvent")
        .contains(topic.type().getSimpleName());
  }

  /**
   * A record.
   *
   * @param keyColumns columns of its table's key
   */
  public static <T extends Travelling> T of(
      Topic<T> topic, List<String> keyColumns, long identity, int revision) {
    Random key = new Random(identity * 1_000_003L + topic.name().hashCode());
    Random rest = new Random(identity * 7_919L + revision * 104_729L + topic.name().hashCode());
    RecordComponent[] components = topic.type().getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      RecordComponent component = components[i];
      boolean isKey = keyColumns.contains(column(component));
      values[i] =
          switch (component.getName()) {
            case "knownAt" -> KNOWN.plus(Duration.ofHours(revision));
            case "version" -> (long) revision;
            case "importId" -> "import " + identity;
            default ->
                isKey && component.getType() == String.class
                    ? "key " + identity + text(key)
                    : value(component, component.getGenericType(), isKey ? key : rest);
          };
    }
    return construct(topic.type(), values);
  }

  /** Column a component is stored in: snake case; {@code group} is a word of SQL. */
  public static String column(RecordComponent component) {
    String snake = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    return snake.equals("group") ? "group_id" : snake;
  }

  private static Object value(RecordComponent component, Type type, Random random) {
    switch (component.getName()) {
      case "content" -> {
        return "{\"a\": " + random.nextInt() + ", \"b\": [\"ü\"]}";
      }
      case "lengthSeconds", "stepSeconds" -> {
        return 1 + random.nextInt(3600);
      }
      case "powerOfTen" -> {
        return random.nextInt(22) - 12;
      }
      case "carryMicroJoule" -> {
        return (long) random.nextInt(1_000_000_000);
      }
      case "energyWh" -> {
        return (long) random.nextInt(Integer.MAX_VALUE);
      }
      case "levels" -> {
        return List.of(0.1, 0.5, 0.9);
      }
      case "quantilesWh" -> {
        return random.doubles(3L * random.nextInt(50)).toArray();
      }
      default -> {
        return any(type, random);
      }
    }
  }

  private static Object any(Type type, Random random) {
    if (type instanceof ParameterizedType list) {
      List<Object> values = new ArrayList<>();
      for (int i = random.nextInt(5); i > 0; i--) {
        values.add(any(list.getActualTypeArguments()[0], random));
      }
      return values;
    }
    Class<?> raw = (Class<?>) type;
    if (raw.isEnum()) {
      return raw.getEnumConstants()[random.nextInt(raw.getEnumConstants().length)];
    } else if (raw.isRecord()) {
      return construct(
          raw,
          Arrays.stream(raw.getRecordComponents())
              .map(component -> value(component, component.getGenericType(), random))
              .toArray());
    } else if (raw == String.class) {
      return text(random);
    } else if (raw == Instant.class) {
      return FIRST.plusMillis((long) (random.nextDouble() * MILLIS));
    } else if (raw == long.class) {
      return random.nextLong();
    } else if (raw == Long.class) {
      return random.nextInt(3) == 0 ? null : (Long) random.nextLong();
    } else if (raw == int.class) {
      return random.nextInt();
    } else if (raw == boolean.class) {
      return random.nextBoolean();
    } else if (raw == double.class || raw == Double.class) {
      return List.of(0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, 1e-300, random.nextGaussian())
          .get(random.nextInt(6));
    } else if (raw == double[].class) {
      return random.doubles(random.nextInt(60)).toArray();
    } else if (raw == byte[].class) {
      byte[] bytes = new byte[random.nextInt(5) == 0 ? 50_000 : random.nextInt(20)];
      random.nextBytes(bytes);
      return bytes;
    }
    throw new IllegalStateException("No sample of " + type);
  }

  private static String text(Random random) {
    return List.of(
            "", "plain", "tab\tand \\ and 'quote'", "naïve", "🌞 sun", "\\N", "long ".repeat(40))
        .get(random.nextInt(7));
  }

  private static <T> T construct(Class<T> type, Object[] values) {
    try {
      Constructor<T> constructor =
          type.getDeclaredConstructor(
              Arrays.stream(type.getRecordComponents())
                  .map(RecordComponent::getType)
                  .toArray(Class<?>[]::new));
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type.getName() + Arrays.toString(values), e);
    }
  }
}
