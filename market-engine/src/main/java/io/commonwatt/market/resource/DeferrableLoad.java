package io.commonwatt.market.resource;

import java.time.Instant;
import java.util.List;

/**
 * A machine that runs once through its profile, without a break. Choosing its start takes whole
 * numbers.
 *
 * @param profileKw by step of the horizon from its start
 * @param earliest when it may start
 * @param deadline when it is to be done
 */
public record DeferrableLoad(String id, double[] profileKw, Instant earliest, Instant deadline)
    implements Device {

  public DeferrableLoad {
    Device.require(profileKw.length > 0, id, "its profile is empty");
  }

  @Override
  public Network network(Horizon horizon) {
    int first = horizon.firstFrom(earliest);
    int last = horizon.endedBy(deadline) - profileKw.length;
    Device.require(
        first <= last,
        id,
        "its profile of "
            + profileKw.length
            + " steps does not fit between "
            + earliest
            + " and "
            + deadline
            + " in the horizon");
    return new Network(
        id,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(new Network.Run(profileKw, first, last)));
  }
}
