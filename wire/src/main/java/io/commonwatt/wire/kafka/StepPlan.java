package io.commonwatt.wire.kafka;

import io.commonwatt.contracts.Progress;
import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.step.Step;
import io.commonwatt.wire.Partitions;
import io.commonwatt.wire.Routes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What every processor of a topology shares. Immutable but for the step, which is stateless.
 *
 * @param routes output topics
 * @param placements who gets copies of replicated records
 */
record StepPlan<S>(
    Step<S> step, int partitions, List<Topic<?>> in, Routes routes, List<String> placements) {

  /** Topics by name, for a look-up per record. */
  private static final Map<String, Topic<?>> CATALOGUE =
      Topics.listAll().stream().collect(Collectors.toUnmodifiableMap(Topic::name, topic -> topic));

  private static final Map<String, String> SINKS =
      CATALOGUE.keySet().stream()
          .collect(Collectors.toUnmodifiableMap(name -> name, name -> "out-" + name));

  /** The topic of that name. */
  static Topic<?> getTopic(String name) {
    Topic<?> topic = CATALOGUE.get(name);
    return topic == null ? Topics.getByName(name) : topic;
  }

  String inboxStore() {
    return step.name() + "-inbox";
  }

  String stateStore() {
    return step.name() + "-state";
  }

  String progressStore() {
    return step.name() + "-progress";
  }

  String commitStore() {
    return step.name() + "-commit";
  }

  /** Node that writes to a topic of the catalogue. */
  String sink(Topic<?> topic) {
    return SINKS.get(topic.name());
  }

  /** Placements that live in a partition, in the order given. */
  List<String> listPlacements(int partition) {
    return placements.stream()
        .filter(placement -> Partitions.of(placement, partitions) == partition)
        .toList();
  }

  /** When a value became known; for what is neither record nor progress, the time given. */
  static Instant knownAt(Object value, Instant otherwise) {
    if (value instanceof Travelling record) {
      return record.knownAt();
    }
    return value instanceof Progress progress ? progress.through() : otherwise;
  }

  /** A time as Kafka takes it: milliseconds, never before 1970. */
  static long timestamp(Instant time) {
    return Math.max(0, time.toEpochMilli());
  }
}
