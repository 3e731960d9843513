package io.commonwatt.forecasting;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.codec.RecordCodec;
import io.commonwatt.contracts.forecast.ForecastModel;
import io.commonwatt.contracts.forecast.TrainingRows;
import io.commonwatt.contracts.step.StateCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What the trainer of a segment holds: the closed windows whose models are not effective yet. A
 * training that was under way when the state was saved begins anew from the rows. Not thread-safe.
 */
public final class TrainerState {

  /** One training at a time: the stream goes on beside it and wants a processor too. */
  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

  /** Steps that wait for a training; it may be another one that keeps theirs from beginning. */
  private static final AtomicInteger WAITING = new AtomicInteger();

  /** About as long as a training works before it rests. */
  private static final long REST_NANOS = 1_000_000;

  private static final AtomicBoolean REHEARSED = new AtomicBoolean();

  private final String segment;
  private final List<Pending> pending = new ArrayList<>();

  /** What each placement handed in last, encoded: it is saved often and seldom read. */
  private final TreeMap<String, byte[]> latest = new TreeMap<>();

  /** Hash of the model made elsewhere that was published last; empty where none was. */
  private String published = "";

  /** Whether it was said that no trees can be grown. */
  private boolean saidUnavailable;

  TrainerState(String segment) {
    this.segment = segment;
  }

  /** Makes models from the rows of a closed window. */
  interface Training {
    List<ForecastModel> train(
        String segment, List<TrainingRows> rows, Instant effectiveFrom, Runnable breath);
  }

  private static final class Pending {
    private final List<TrainingRows> rows;
    private final Instant effectiveFrom;
    private FutureTask<List<ForecastModel>> task;

    Pending(List<TrainingRows> rows, Instant effectiveFrom) {
      this.rows = rows;
      this.effectiveFrom = effectiveFrom;
    }
  }

  /** Runs a rehearsal beside the stream, the first time in this process. */
  static void rehearseOnce(Runnable rehearsal) {
    if (REHEARSED.compareAndSet(false, true)) {
      startThread(
          "rehearsal",
          () ->
              alone(
                  () -> {
                    rehearsal.run();
                    return null;
                  }));
    }
  }

  /** Files a closed window. */
  void begin(List<TrainingRows> rows, Instant effectiveFrom) {
    pending.add(new Pending(List.copyOf(rows), effectiveFrom));
  }

  /**
   * What is known of a window that some placements closed before its time: their rows, and what the
   * others handed in when theirs closed last.
   */
  List<TrainingRows> withLatest(List<TrainingRows> early) {
    remember(early);
    List<TrainingRows> all = new ArrayList<>();
    for (byte[] bytes : latest.values()) {
      all.add((TrainingRows) RecordCodec.standard().decode(bytes));
    }
    return all;
  }

  /** Remembers the rows of a window that all placements closed. */
  void replaceLatest(List<TrainingRows> closed) {
    latest.clear();
    remember(closed);
  }

  private void remember(List<TrainingRows> rows) {
    for (TrainingRows each : rows) {
      latest.put(each.origin(), RecordCodec.standard().encode(each));
    }
  }

  /** Whether a model made elsewhere is another than the one published last; remembers it. */
  boolean publishes(String hash) {
    boolean other = !published.equals(hash);
    published = hash;
    return other;
  }

  /** Whether it begins that no trees can be grown. */
  boolean becomesUnavailable(boolean unavailable) {
    boolean begins = unavailable && !saidUnavailable;
    saidUnavailable = unavailable;
    return begins;
  }

  String segment() {
    return segment;
  }

  /** Trains what becomes effective by a time, in threads of their own. */
  void trainBeside(Instant effectiveBy, Training training) {
    for (Pending one : pending) {
      if (one.task == null && !one.effectiveFrom.isAfter(effectiveBy)) {
        one.task = new FutureTask<>(() -> alone(() -> train(training, one)));
        startThread(segment, one.task);
      }
    }
  }

  private List<ForecastModel> train(Training training, Pending window) {
    return training.train(segment, window.rows, window.effectiveFrom, TrainerState::rest);
  }

  /**
   * Leaves the processor to the stream for a moment, unless somebody waits for a model. Paces the
   * training; the model does not depend on it.
   */
  private static void rest() {
    if (WAITING.get() == 0) {
      LockSupport.parkNanos(REST_NANOS);
    }
  }

  private static void startThread(String name, Runnable work) {
    Thread thread = new Thread(work, "commonwatt-training-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  private static <T> T alone(Supplier<T> work) {
    ONE_AT_A_TIME.lock();
    try {
      return work.get();
    } finally {
      ONE_AT_A_TIME.unlock();
    }
  }

  /** Hands out the models effective at a time, in the order their windows closed. */
  void emitDue(Instant at, Training training, Consumer<Travelling> outputs) {
    while (!pending.isEmpty() && !pending.get(0).effectiveFrom.isAfter(at)) {
      trainBeside(at, training);
      await(pending.remove(0).task).forEach(outputs);
    }
  }

  private List<ForecastModel> await(FutureTask<List<ForecastModel>> task) {
    WAITING.incrementAndGet();
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Training of '" + segment + "' failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while training '" + segment + "'", e);
    } finally {
      WAITING.decrementAndGet();
    }
  }

  static final class Codec implements StateCodec<TrainerState> {

    private static final int VERSION = 4;

    @Override
    public void write(TrainerState state, DataOutput out) throws IOException {
      out.writeByte(VERSION);
      out.writeUTF(state.segment);
      out.writeInt(state.pending.size());
      for (Pending one : state.pending) {
        out.writeLong(one.effectiveFrom.toEpochMilli());
        out.writeInt(one.rows.size());
        for (TrainingRows rows : one.rows) {
          write(RecordCodec.standard().encode(rows), out);
        }
      }
      out.writeUTF(state.published);
      out.writeBoolean(state.saidUnavailable);
      out.writeInt(state.latest.size());
      for (var entry : state.latest.entrySet()) {
        out.writeUTF(entry.getKey());
        write(entry.getValue(), out);
      }
    }

    private static void write(byte[] bytes, DataOutput out) throws IOException {
      out.writeInt(bytes.length);
      out.write(bytes);
    }

    private static byte[] readBytes(DataInput in) throws IOException {
      byte[] bytes = new byte[in.readInt()];
      in.readFully(bytes);
      return bytes;
    }

    private static List<TrainingRows> readRows(DataInput in) throws IOException {
      List<TrainingRows> rows = new ArrayList<>();
      for (int count = in.readInt(); count > 0; count--) {
        rows.add((TrainingRows) RecordCodec.standard().decode(readBytes(in)));
      }
      return rows;
    }

    @Override
    public TrainerState read(DataInput in) throws IOException {
      StateVersion.require(VERSION, in.readByte(), "the trainer");
      TrainerState state = new TrainerState(in.readUTF());
      for (int windows = in.readInt(); windows > 0; windows--) {
        Instant effectiveFrom = Instant.ofEpochMilli(in.readLong());
        state.begin(readRows(in), effectiveFrom);
      }
      state.published = in.readUTF();
      state.saidUnavailable = in.readBoolean();
      for (int size = in.readInt(); size > 0; size--) {
        state.latest.put(in.readUTF(), readBytes(in));
      }
      return state;
    }
  }
}
