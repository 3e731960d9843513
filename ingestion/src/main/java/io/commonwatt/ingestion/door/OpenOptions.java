package io.commonwatt.ingestion.door;

import java.time.LocalDate;

/**
 * Which part of a folder to read. Null means the source's own default: a simulated run is read
 * whole, as is a year of citylearn2022; of ideal-homes the last 60 days.
 *
 * @param from first UTC day
 * @param days how many days
 * @param homes at most so many homes, in order of their ids
 * @param seed of resources and prices where the data has none
 */
public record OpenOptions(LocalDate from, Integer days, Integer homes, long seed) {

  public OpenOptions {
    if (days != null && days < 1) {
      throw new DoorException("days-invalid", "--days " + days, "ask for at least 1 day");
    }
    if (homes != null && homes < 1) {
      throw new DoorException("homes-invalid", "--homes " + homes, "ask for at least 1 home");
    }
  }

  /** Everything the source has, resources seeded by {@code seed}. */
  public static OpenOptions all(long seed) {
    return new OpenOptions(null, null, null, seed);
  }
}
