package io.commonwatt.benchmarks.step;

import io.commonwatt.benchmarks.Benchmark;
import io.commonwatt.benchmarks.Figure;
import io.commonwatt.benchmarks.Size;
import io.commonwatt.benchmarks.fleet.Fleet;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.step.Step;
import io.commonwatt.contracts.step.StepDriver;
import io.commonwatt.streams.validation.ValidationStep;
import io.commonwatt.streams.vee.VeeSettings;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** What validation keeps of a channel once its memory is full. */
public final class StateSizeBenchmark implements Benchmark {

  /** Goal, bytes a channel at 15 minutes. */
  private static final double GOAL_BYTES = 6_000;

  private static final int FLEET = 100_000;
  private static final double MIB = 1 << 20;

  @Override
  public String name() {
    return "state-size";
  }

  @Override
  public String summary() {
    return "bytes of validation state a channel at 15 minutes, on the heap (goal 6 kB, 100 k meters"
        + " under 1 GiB)";
  }

  @Override
  public Size usual() {
    return Size.of(1000, 50).every(15);
  }

  @Override
  public Size full() {
    return Size.of(FLEET, 45).every(15);
  }

  @Override
  public boolean isBetter(Figure one, Figure other) {
    return one.ratio() < other.ratio();
  }

  @Override
  public Figure run(Size size) throws IOException {
    Fleet fleet = new Fleet(size);
    Registry registry = fleet.registry();
    return measure(size, fleet, registry, new ValidationStep(registry, VeeSettings.defaults()));
  }

  private <S> Figure measure(Size size, Fleet fleet, Registry registry, Step<S> step)
      throws IOException {
    StepDriver<S> driver = new StepDriver<>(step);
    Heap.fill(driver, fleet, fleet.hours());
    long held = Heap.usedBytes();
    CountingStream written = new CountingStream();
    for (String placement : registry.listPlacements()) {
      step.stateCodec().write(driver.state(placement), new DataOutputStream(written));
    }
    driver = null;
    double heap = (held - Heap.usedBytes()) / (double) size.meters();
    Map<String, Double> details = new LinkedHashMap<>();
    details.put("serialisedBytesPerChannel", written.count / (double) size.meters());
    details.put("heapMiBOf100kMeters", heap * FLEET / MIB);
    return new Figure(
        name(),
        heap,
        "bytes/channel",
        GOAL_BYTES,
        "Readings of "
            + size
            + " go through the validation step; the heap in use after a full collection is taken"
            + " with the states and after they are let go, and divided by the channels. 100 k"
            + " meters are "
            + (size.meters() >= FLEET ? "measured" : "computed from that")
            + ". Limit: the goal; less is better.",
        details);
  }

  private static final class CountingStream extends OutputStream {
    private long count;

    @Override
    public void write(int value) {
      count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      count += length;
    }
  }
}
