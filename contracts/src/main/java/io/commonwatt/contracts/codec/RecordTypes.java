package io.commonwatt.contracts.codec;

import io.commonwatt.contracts.Progress;
import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.forecast.TrainingRows;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The record classes that have a schema. */
public final class RecordTypes {

  private static final List<Class<?>> ALL = collect();

  private RecordTypes() {}

  /** Every record of the topic catalogue, then {@link TrainingRows} and {@link Progress}. */
  public static List<Class<?>> listAll() {
    return ALL;
  }

  private static List<Class<?>> collect() {
    Set<Class<?>> types = new LinkedHashSet<>();
    for (Topic<?> topic : Topics.listAll()) {
      types.add(topic.type());
    }
    types.add(TrainingRows.class);
    types.add(Progress.class);
    return List.copyOf(types);
  }
}
