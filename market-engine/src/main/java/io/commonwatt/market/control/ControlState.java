package io.commonwatt.market.control;

import io.commonwatt.market.observation.PriceBook;
import java.util.TreeMap;

/**
 * State of the control of one community: what is known and expected, and the plant. Changed by
 * {@link DispatchStep} only; not thread-safe.
 */
public final class ControlState {

  final String placement;
  PriceBook prices = new PriceBook();

  /** By usage point and channel. */
  final TreeMap<String, SeriesOutlook> series = new TreeMap<>();

  /** By resource. */
  final TreeMap<String, StoreState> stores = new TreeMap<>();

  /** What is no battery, by resource. */
  final TreeMap<String, DeviceState> devices = new TreeMap<>();

  /** Air by place. */
  OutsideTemperature outside = new OutsideTemperature();

  /** The last trade of the live strategy, by usage point. */
  final TreeMap<String, Commitment> commitments = new TreeMap<>();

  ControlState(String placement) {
    this.placement = placement;
  }

  /** The community. */
  public String placement() {
    return placement;
  }

  /** Stored energy of a store in the plant, mWh; 0 where there is none yet. */
  public long storedMilliWh(String resource) {
    StoreState store = stores.get(resource);
    return store == null ? 0 : store.plant.storedMilliWh();
  }

  /** What a device that is no battery holds in the plant, mWh; 0 where there is none yet. */
  public long contentMilliWh(String resource) {
    DeviceState device = devices.get(resource);
    return device == null ? 0 : device.contentMilliWh;
  }
}
