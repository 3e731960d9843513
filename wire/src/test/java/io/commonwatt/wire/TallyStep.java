package io.commonwatt.wire;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.grid.AggregatedMeasure;
import io.commonwatt.contracts.grid.AggregatedMeasure.Level;
import io.commonwatt.contracts.price.Price;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.contracts.reading.ReadingException;
import io.commonwatt.contracts.reading.ReadingException.Fate;
import io.commonwatt.contracts.step.StateCodec;
import io.commonwatt.contracts.step.Step;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;

/**
 * A step that shows every mistake of a driver: it sums what it sees, minds the order it saw it in,
 * and complains of each hour in which a placement was silent.
 */
public final class TallyStep implements Step<TallyStep.Tally> {

  private static final long serialVersionUID = 1L;
  private static final int HOUR = 3600;

  /** State of a placement. */
  public static final class Tally {
    private final String placement;
    private long energyWh;
    private int order;
    private int silentHours;

    Tally(String placement) {
      this.placement = placement;
    }
  }

  @Override
  public String name() {
    return "tally";
  }

  @Override
  public Tally initialState(String placement) {
    return new Tally(placement);
  }

  @Override
  public Instant stepAtOrAfter(Instant time) {
    Instant hour = time.truncatedTo(ChronoUnit.HOURS);
    return hour.equals(time) ? hour : hour.plusSeconds(HOUR);
  }

  @Override
  public void step(Tally tally, Instant at, List<Travelling> inputs, Consumer<Travelling> outputs) {
    int readings = 0;
    for (Travelling input : inputs) {
      tally.order = 31 * tally.order + input.id().hashCode();
      if (input instanceof RawReading reading) {
        readings++;
        tally.energyWh += reading.energyWh();
      } else if (input instanceof Price price) {
        tally.energyWh += price.importMilliCentPerKwh();
      }
    }
    if (readings == 0) {
      tally.silentHours++;
      outputs.accept(silence(tally, at));
    }
    outputs.accept(
        new AggregatedMeasure(
            Level.COMMUNITY,
            tally.placement,
            Channel.CONSUMPTION,
            at.minusSeconds(HOUR),
            HOUR,
            tally.energyWh,
            tally.order,
            readings,
            tally.silentHours,
            at.toEpochMilli(),
            at,
            tally.placement));
  }

  private static ReadingException silence(Tally tally, Instant at) {
    return new ReadingException(
        tally.placement,
        tally.placement,
        "",
        "",
        Channel.CONSUMPTION,
        at.minusSeconds(HOUR),
        HOUR,
        "silence",
        Fate.ESTIMATED,
        "hour " + tally.silentHours,
        "",
        at,
        tally.placement);
  }

  @Override
  public StateCodec<Tally> stateCodec() {
    return new Codec();
  }

  private static final class Codec implements StateCodec<Tally> {
    @Override
    public void write(Tally tally, DataOutput out) throws IOException {
      out.writeByte(1);
      out.writeUTF(tally.placement);
      out.writeLong(tally.energyWh);
      out.writeInt(tally.order);
      out.writeInt(tally.silentHours);
    }

    @Override
    public Tally read(DataInput in) throws IOException {
      in.readByte();
      Tally tally = new Tally(in.readUTF());
      tally.energyWh = in.readLong();
      tally.order = in.readInt();
      tally.silentHours = in.readInt();
      return tally;
    }
  }
}
