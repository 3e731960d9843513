package io.commonwatt.market.coordination;

import io.commonwatt.contracts.step.StateCodec;
import io.commonwatt.market.observation.ForecastBook;
import io.commonwatt.market.observation.MeterBook;
import io.commonwatt.market.observation.PriceBook;
import io.commonwatt.market.settlement.HourBook;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;

/** Writes and reads {@link MarketState}. Stateless and thread-safe. */
final class MarketStateCodec implements StateCodec<MarketState> {

  private static final int FORMAT = 4;

  @Override
  public void write(MarketState state, DataOutput out) throws IOException {
    out.writeInt(FORMAT);
    out.writeUTF(state.placement);
    state.prices.write(out);
    state.meters.write(out);
    state.forecasts.write(out);
    state.hours.write(out);
    out.writeInt(state.strategies.size());
    for (Map.Entry<String, StrategyState> strategy : state.strategies.entrySet()) {
      out.writeUTF(strategy.getKey());
      strategy.getValue().write(out);
    }
    out.writeLong(state.ignoredReadings);
    out.writeLong(state.droppedHours);
  }

  @Override
  public MarketState read(DataInput in) throws IOException {
    int format = in.readInt();
    if (format != FORMAT) {
      throw new IOException(
          "Market state of format "
              + format
              + "; this release reads format "
              + FORMAT
              + ". Start from a savepoint of this release, or replay");
    }
    MarketState state = new MarketState(in.readUTF());
    state.prices = PriceBook.read(in);
    state.meters = MeterBook.read(in);
    state.forecasts = ForecastBook.read(in);
    state.hours = HourBook.read(in);
    for (int size = in.readInt(); size > 0; size--) {
      state.strategies.put(in.readUTF(), StrategyState.read(in));
    }
    state.ignoredReadings = in.readLong();
    state.droppedHours = in.readLong();
    return state;
  }
}
