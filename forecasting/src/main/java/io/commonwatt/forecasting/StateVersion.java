package io.commonwatt.forecasting;

import java.io.IOException;

/** Format versions of states. */
final class StateVersion {

  private StateVersion() {}

  static void require(int expected, int found, String what) throws IOException {
    if (found != expected) {
      throw new IOException(
          "State of "
              + what
              + " has format "
              + found
              + ", this release reads "
              + expected
              + "; start the job without the old state, it is rebuilt from the topics");
    }
  }
}
