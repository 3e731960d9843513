package io.commonwatt.market.resource;

import java.time.Instant;
import java.util.List;

/**
 * Energy wanted within a window, in any pieces.
 *
 * @param energyKwh wanted
 * @param powerKw greatest power
 * @param earliest when it may begin
 * @param deadline when it is to be done
 * @param missedCentPerKwh price of what is not served
 */
public record FlexibleLoad(
    String id,
    double energyKwh,
    double powerKw,
    Instant earliest,
    Instant deadline,
    double missedCentPerKwh)
    implements Device {

  public FlexibleLoad {
    Device.require(energyKwh >= 0 && powerKw >= 0, id, "negative energy or power");
    Device.require(!deadline.isBefore(earliest), id, "its deadline lies before its start");
  }

  @Override
  public Network network(Horizon horizon) {
    int from = horizon.firstFrom(earliest);
    int until = horizon.endedBy(deadline);
    if (from >= until) {
      return Network.of(id, List.of(), List.of());
    }
    double[] most = new double[horizon.steps()];
    for (int step = from; step < until; step++) {
      most[step] = powerKw;
    }
    double[] lower = horizon.constant(0);
    lower[until - 1] = energyKwh;
    Tank served =
        new Tank(
            "served",
            "kWh",
            0,
            1,
            lower,
            horizon.constant(energyKwh),
            horizon.constant(0),
            missedCentPerKwh,
            0);
    Flow run = new Flow("consume", 1, most, 0, horizon.constant(1), horizon.constant(0));
    return Network.of(id, List.of(run), List.of(served));
  }
}
