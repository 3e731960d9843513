package io.commonwatt.wire.kafka;

import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.reading.Rejection;
import io.commonwatt.contracts.step.Inputs;
import io.commonwatt.wire.Received;
import io.commonwatt.wire.Wire;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Turns bytes that cannot be read into rejections. Such bytes have no {@code knownAt}; they take
 * the first step time at or after the next progress of their topic, which depends on the log alone.
 */
final class Faults {

  private static final String REJECTION = "!";
  private static final String RULE = "undecodable";

  private final String stage;
  private final int partition;
  private final Inbox inbox;
  private final Map<String, List<Fault>> waiting = new TreeMap<>();
  private final TreeMap<Instant, List<Rejection>> due = new TreeMap<>();

  private record Fault(String key, String reason, byte[] bytes) {}

  Faults(String stage, int partition, Inbox inbox) {
    this.stage = stage;
    this.partition = partition;
    this.inbox = inbox;
  }

  /** Whether a key of the inbox holds a rejection that waits for its step time. */
  static boolean isRejection(String key) {
    return key.startsWith(REJECTION);
  }

  /** Takes what could not be read; the inbox has its bytes. */
  void take(Topic<?> topic, String key, Received received) {
    waiting
        .computeIfAbsent(topic.name(), name -> new ArrayList<>())
        .add(new Fault(key, received.fault(), received.bytes()));
  }

  /** Gives what waits on a topic its step time. */
  void resolve(Topic<?> topic, Instant at) {
    List<Fault> faults = waiting.remove(topic.name());
    if (faults == null) {
      return;
    }
    for (Fault fault : faults) {
      Rejection rejection = rejection(topic, at, fault);
      inbox.discard(fault.key());
      inbox.keepAlone(REJECTION + fault.key(), at, Wire.encode(rejection));
      restore(rejection);
    }
  }

  private Rejection rejection(Topic<?> topic, Instant at, Fault fault) {
    String offset = fault.key().substring(fault.key().lastIndexOf('@'));
    String place = topic.name() + '/' + partition;
    return new Rejection(
        topic.name(),
        stage,
        RULE,
        fault.reason(),
        place + offset,
        topic.equals(Topics.RAW_READING),
        fault.bytes(),
        at,
        place);
  }

  /** Takes a rejection that waits for its step time; the inbox has it. */
  void restore(Rejection rejection) {
    due.computeIfAbsent(rejection.knownAt(), time -> new ArrayList<>()).add(rejection);
  }

  /** Earliest step time a rejection waits for, or null. */
  Instant next() {
    return due.isEmpty() ? null : due.firstKey();
  }

  /** Hands out the rejections of a step time, ordered. */
  void run(Instant at, Consumer<Rejection> outputs) {
    List<Rejection> rejections = due.remove(at);
    if (rejections != null) {
      rejections.sort(Inputs.ORDER);
      rejections.forEach(outputs);
    }
  }
}
