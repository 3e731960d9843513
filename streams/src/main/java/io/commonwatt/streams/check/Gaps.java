package io.commonwatt.streams.check;

import io.commonwatt.streams.check.Faults.Planted;

/**
 * How well planted gaps of more than two hours were estimated, beside a straight line between the
 * readings around them.
 */
record Gaps(int intervals, double maeWh, double maeLinearWh) {

  static Gaps of(Faults faults) {
    int count = 0;
    double error = 0;
    double linear = 0;
    for (Planted planted : faults.list()) {
      if (planted.line.kind() != FaultKind.GAP_LONG || !planted.track.hasRow(planted.slot)) {
        continue;
      }
      long truth = planted.line.truthWh();
      count++;
      error += Math.abs(planted.track.settled[planted.slot] - truth);
      linear += Math.abs(line(faults, planted) - truth);
    }
    return new Gaps(count, error / count, linear / count);
  }

  private static double line(Faults faults, Planted planted) {
    Track track = planted.track;
    int before = planted.slot;
    while (before > 0 && isOfGap(faults, track, before)) {
      before--;
    }
    int after = planted.slot;
    while (after < track.slots() - 1 && isOfGap(faults, track, after)) {
      after++;
    }
    double share = (double) (planted.slot - before) / (after - before);
    return track.truth[before] * (1 - share) + track.truth[after] * share;
  }

  private static boolean isOfGap(Faults faults, Track track, int slot) {
    Planted planted = faults.find(track, slot);
    return planted != null && planted.line.kind() == FaultKind.GAP_LONG;
  }
}
