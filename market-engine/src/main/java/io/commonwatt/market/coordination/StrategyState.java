package io.commonwatt.market.coordination;

import io.commonwatt.market.dispatch.PreviousPlan;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The plant of one strategy and what it was last told. Mutable state, not thread-safe. */
final class StrategyState {

  /** Stored energy by battery, mWh. */
  final TreeMap<String, Long> storedMilliWh = new TreeMap<>();

  Optional<PreviousPlan> previous = Optional.empty();

  /** What each agent kept for itself, by agent. */
  TreeMap<String, byte[]> memory = new TreeMap<>();

  void write(DataOutput out) throws IOException {
    out.writeInt(storedMilliWh.size());
    for (Map.Entry<String, Long> battery : storedMilliWh.entrySet()) {
      out.writeUTF(battery.getKey());
      out.writeLong(battery.getValue());
    }
    out.writeInt(memory.size());
    for (Map.Entry<String, byte[]> agent : memory.entrySet()) {
      out.writeUTF(agent.getKey());
      out.writeInt(agent.getValue().length);
      out.write(agent.getValue());
    }
    out.writeBoolean(previous.isPresent());
    if (previous.isPresent()) {
      PreviousPlan plan = previous.get();
      out.writeLong(plan.start().getEpochSecond());
      out.writeInt(plan.stepSeconds());
      out.writeInt(plan.setpointKw().size());
      for (Map.Entry<String, double[]> battery : new TreeMap<>(plan.setpointKw()).entrySet()) {
        out.writeUTF(battery.getKey());
        out.writeInt(battery.getValue().length);
        for (double setpointKw : battery.getValue()) {
          out.writeDouble(setpointKw);
        }
      }
    }
  }

  static StrategyState read(DataInput in) throws IOException {
    StrategyState state = new StrategyState();
    for (int size = in.readInt(); size > 0; size--) {
      state.storedMilliWh.put(in.readUTF(), in.readLong());
    }
    for (int size = in.readInt(); size > 0; size--) {
      String agent = in.readUTF();
      byte[] kept = new byte[in.readInt()];
      in.readFully(kept);
      state.memory.put(agent, kept);
    }
    if (in.readBoolean()) {
      Instant start = Instant.ofEpochSecond(in.readLong());
      int stepSeconds = in.readInt();
      Map<String, double[]> setpointKw = new TreeMap<>();
      for (int size = in.readInt(); size > 0; size--) {
        String battery = in.readUTF();
        double[] steps = new double[in.readInt()];
        for (int step = 0; step < steps.length; step++) {
          steps[step] = in.readDouble();
        }
        setpointKw.put(battery, steps);
      }
      state.previous = Optional.of(new PreviousPlan(start, stepSeconds, setpointKw));
    }
    return state;
  }
}
