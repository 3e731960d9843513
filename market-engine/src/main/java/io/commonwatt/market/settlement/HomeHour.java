package io.commonwatt.market.settlement;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What a strategy did behind one usage point in one hour.
 *
 * @param storageWh net energy into the stores at the meter, negative when discharging
 * @param storedWh energy in the stores at the hour's end
 * @param wearMicroCent cost of the stores' wear
 * @param boughtWh net energy bought in the local market, negative when sold
 * @param tradeMicroCent paid for it, negative when received
 */
public record HomeHour(
    long storageWh, long storedWh, long wearMicroCent, long boughtWh, long tradeMicroCent) {

  static final HomeHour NONE = new HomeHour(0, 0, 0, 0, 0);

  /** Both together. */
  public HomeHour plus(HomeHour other) {
    return new HomeHour(
        storageWh + other.storageWh,
        storedWh + other.storedWh,
        wearMicroCent + other.wearMicroCent,
        boughtWh + other.boughtWh,
        tradeMicroCent + other.tradeMicroCent);
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(Math.toIntExact(storageWh));
    out.writeInt(Math.toIntExact(storedWh));
    out.writeLong(wearMicroCent);
    out.writeInt(Math.toIntExact(boughtWh));
    out.writeLong(tradeMicroCent);
  }

  static HomeHour read(DataInput in) throws IOException {
    return new HomeHour(in.readInt(), in.readInt(), in.readLong(), in.readInt(), in.readLong());
  }
}
