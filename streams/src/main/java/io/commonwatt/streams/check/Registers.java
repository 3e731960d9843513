package io.commonwatt.streams.check;

/**
 * The register a track's meter would have: the sum of what is true from its first slot on. Where
 * the data set lacks a reading, the register advances by the meter's mean.
 */
final class Registers {
  private Registers() {}

  /** What the register shows at a time, Wh. */
  static long totalWh(Track track, long second) {
    long mean = track.meanWh();
    long total = 0;
    for (int slot = 0; slot < track.slots() && track.second(slot) < second; slot++) {
      total += track.truth[slot] == Track.NONE ? mean : track.truth[slot];
    }
    return total;
  }
}
