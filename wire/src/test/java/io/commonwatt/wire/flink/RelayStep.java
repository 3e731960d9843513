package io.commonwatt.wire.flink;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.grid.AggregatedMeasure;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.ReadingException;
import io.commonwatt.contracts.reading.ReadingException.Fate;
import io.commonwatt.contracts.step.StateCodec;
import io.commonwatt.contracts.step.Step;
import io.commonwatt.wire.TallyStep;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Says at each time what another step has said of all placements at that very time. */
public final class RelayStep implements Step<String[]> {

  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "relay";
  }

  @Override
  public String[] initialState(String placement) {
    return new String[] {placement};
  }

  @Override
  public Instant stepAtOrAfter(Instant time) {
    return new TallyStep().stepAtOrAfter(time);
  }

  @Override
  public void step(
      String[] placement, Instant at, List<Travelling> inputs, Consumer<Travelling> outputs) {
    StringBuilder heard = new StringBuilder();
    for (Travelling input : inputs) {
      if (input instanceof AggregatedMeasure sum && sum.knownAt().equals(at)) {
        heard.append(sum.group()).append('=').append(sum.energyWh()).append(' ');
      }
    }
    outputs.accept(
        new ReadingException(
            placement[0],
            "",
            "",
            "",
            Channel.CONSUMPTION,
            at,
            1,
            "relay",
            Fate.FLAGGED,
            heard.toString(),
            "",
            at,
            placement[0]));
  }

  @Override
  public StateCodec<String[]> stateCodec() {
    return new StateCodec<>() {
      @Override
      public void write(String[] placement, DataOutput out) throws IOException {
        out.writeUTF(placement[0]);
      }

      @Override
      public String[] read(DataInput in) throws IOException {
        return new String[] {in.readUTF()};
      }
    };
  }
}
