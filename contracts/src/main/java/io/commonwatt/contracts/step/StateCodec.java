package io.commonwatt.contracts.step;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Writes and reads the state of a step. The first thing an implementation writes is its own format
 * version, so that state of an older release can still be read.
 */
public interface StateCodec<S> {
  void write(S state, DataOutput out) throws IOException;

  S read(DataInput in) throws IOException;
}
