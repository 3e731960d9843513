package io.commonwatt.market.dispatch;

import io.commonwatt.market.resource.Device;
import java.util.Objects;

/**
 * A resource behind a connection.
 *
 * @param connection index of its connection in the problem
 */
public record PlacedDevice(Device device, int connection) {
  public PlacedDevice {
    Objects.requireNonNull(device, "device");
  }
}
