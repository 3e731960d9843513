package io.commonwatt.wire.kafka;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.step.Inputs;
import io.commonwatt.contracts.step.Step;
import io.commonwatt.contracts.step.StepDriver;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The placements of one task, each with the state of a step and an inbox: what {@link StepDriver}
 * is, able to save a placement after each step and to come back from that. Inboxes are not saved
 * here; their records are filed again. Not thread-safe.
 */
final class PlacedSteps<S> {

  private static final int FORMAT = 1;

  private final Step<S> step;
  private final BiConsumer<String, byte[]> save;
  private final Map<String, Place<S>> places = new TreeMap<>();

  /**
   * No placements yet.
   *
   * @param save takes a placement and what to {@link #restore} it from, after each of its steps
   */
  PlacedSteps(Step<S> step, BiConsumer<String, byte[]> save) {
    this.step = step;
    this.save = save;
  }

  /** Brings a placement back as it was saved; call before its records are filed again. */
  void restore(String placement, byte[] saved) {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(saved));
    try {
      int format = in.readByte();
      if (format != FORMAT) {
        throw new IOException("it is in format " + format + ", this release reads " + FORMAT);
      }
      Instant through = Instant.ofEpochMilli(in.readLong());
      Place<S> place = new Place<>(step.stateCodec().read(in), null);
      place.stepped(step, through);
      places.put(placement, place);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "State of '" + placement + "' in step '" + step.name() + "' cannot be read", e);
    }
  }

  /** Files a record under a placement; false when it is a re-send, which is dropped. */
  boolean file(String placement, Travelling record) {
    Place<S> place = places.get(placement);
    if (place == null) {
      place = new Place<>(step.initialState(placement), step.stepAtOrAfter(record.knownAt()));
      places.put(placement, place);
    }
    if (place.through != null && !record.knownAt().isAfter(place.through)) {
      return false;
    }
    if (place.through == null && record.knownAt().isBefore(place.next)) {
      Instant first = step.stepAtOrAfter(record.knownAt());
      place.next = first.isBefore(place.next) ? first : place.next;
    }
    place.inbox.put(new InboxKey(record), record);
    return true;
  }

  /** The earliest step time not yet run; empty before the first record. */
  Optional<Instant> next() {
    Instant earliest = null;
    for (Place<S> place : places.values()) {
      earliest = earliest == null || place.next.isBefore(earliest) ? place.next : earliest;
    }
    return Optional.ofNullable(earliest);
  }

  /** Runs a step time for every placement whose next it is, in order. */
  void run(Instant at, Consumer<Travelling> outputs) {
    for (Map.Entry<String, Place<S>> entry : places.entrySet()) {
      Place<S> place = entry.getValue();
      if (place.next.equals(at)) {
        step.step(place.state, at, place.inputs(at), outputs);
        place.stepped(step, at);
        save.accept(entry.getKey(), saved(entry.getKey(), place));
      }
    }
  }

  private byte[] saved(String placement, Place<S> place) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(place.savedBytes);
    DataOutputStream out = new DataOutputStream(bytes);
    try {
      out.writeByte(FORMAT);
      out.writeLong(place.through.toEpochMilli());
      step.stateCodec().write(place.state, out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "State of '" + placement + "' in step '" + step.name() + "' cannot be written", e);
    }
    place.savedBytes = bytes.size();
    return bytes.toByteArray();
  }

  private static final class Place<S> {
    private final S state;
    private final TreeMap<InboxKey, Travelling> inbox = new TreeMap<>();
    private Instant next;
    private Instant through;
    private int savedBytes = 256;

    Place(S state, Instant next) {
      this.state = state;
      this.next = next;
    }

    List<Travelling> inputs(Instant at) {
      List<Travelling> inputs = new ArrayList<>();
      while (!inbox.isEmpty() && !inbox.firstKey().record().knownAt().isAfter(at)) {
        inputs.add(inbox.pollFirstEntry().getValue());
      }
      return inputs;
    }

    void stepped(Step<S> step, Instant at) {
      through = at;
      next = step.stepAtOrAfter(at.plusMillis(1));
    }
  }

  private record InboxKey(Travelling record) implements Comparable<InboxKey> {
    @Override
    public int compareTo(InboxKey other) {
      return Inputs.ORDER.compare(record, other.record);
    }
  }
}
