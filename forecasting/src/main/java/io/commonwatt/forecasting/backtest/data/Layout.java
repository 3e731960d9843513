package io.commonwatt.forecasting.backtest.data;

import java.nio.file.Path;

/** How a data set lies in its folder. Stateless. */
interface Layout {

  /** Name of the data set. */
  String name();

  /** File by which it is known, for the reader of an error. */
  String mark();

  /** Whether a folder holds it. */
  boolean isIn(Path folder);

  /**
   * Reads it.
   *
   * @throws DataSetException when it cannot be read or has not what is asked for
   */
  DataSet read(Path folder, Request request);
}
