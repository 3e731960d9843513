package io.commonwatt.wire.kafka;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.step.Step;
import io.commonwatt.contracts.step.StepDriver;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The placements of one task, each with the state of a step and an inbox: what {@link StepDriver}
 * is, able to save the placements that were stepped and to come back from that. Inboxes are not
 * saved here; their records are filed again. Not thread-safe.
 */
final class PlacedSteps<S> {

  private static final int FORMAT = 1;

  private final Step<S> step;
  private final Map<String, Place<S>> places = new TreeMap<>();

  /** The same places, for a look-up per record. */
  private final Map<String, Place<S>> byPlacement = new HashMap<>();

  /** No placements yet. */
  PlacedSteps(Step<S> step) {
    this.step = step;
  }

  /** Takes the outputs of a placement. */
  interface Outputs {
    void accept(String placement, Travelling output);
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
      place.saved = true;
      add(placement, place);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "State of '" + placement + "' in step '" + step.name() + "' cannot be read", e);
    }
  }

  private void add(String placement, Place<S> place) {
    places.put(placement, place);
    byPlacement.put(placement, place);
  }

  /**
   * Files a record under a placement; false when it is a re-send, which is dropped.
   *
   * @param at the first step time at or after the record became known
   */
  boolean file(String placement, Travelling record, Instant at) {
    Place<S> place = byPlacement.get(placement);
    if (place == null) {
      place = new Place<>(step.initialState(placement), at);
      add(placement, place);
    }
    if (place.through != null) {
      if (!record.knownAt().isAfter(place.through)) {
        return false;
      }
    } else if (at.isBefore(place.next)) {
      place.next = at;
    }
    place.inbox.add(at, record);
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
  void run(Instant at, Outputs outputs) {
    for (Map.Entry<String, Place<S>> entry : places.entrySet()) {
      Place<S> place = entry.getValue();
      if (place.next.equals(at)) {
        String placement = entry.getKey();
        Consumer<Travelling> own = output -> outputs.accept(placement, output);
        step.step(place.state, at, place.inbox.takeThrough(at), own);
        place.stepped(step, at);
      }
    }
  }

  /**
   * Saves the placements that were stepped since the last call.
   *
   * @param save takes a placement and what to {@link #restore} it from
   */
  void save(BiConsumer<String, byte[]> save) {
    for (Map.Entry<String, Place<S>> entry : places.entrySet()) {
      Place<S> place = entry.getValue();
      if (!place.saved) {
        save.accept(entry.getKey(), bytes(entry.getKey(), place));
        place.saved = true;
      }
    }
  }

  private byte[] bytes(String placement, Place<S> place) {
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
    private final DueRecords inbox = new DueRecords();
    private Instant next;
    private Instant through;

    /** Whether the state is as it was saved; one that was never stepped needs no saving. */
    private boolean saved = true;

    private int savedBytes = 256;

    Place(S state, Instant next) {
      this.state = state;
      this.next = next;
    }

    void stepped(Step<S> step, Instant at) {
      through = at;
      next = step.stepAtOrAfter(at.plusMillis(1));
      saved = false;
    }
  }
}
