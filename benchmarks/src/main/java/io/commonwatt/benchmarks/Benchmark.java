package io.commonwatt.benchmarks;

/** One measurement. Not thread-safe; an instance may run several times. */
public interface Benchmark {

  /** Name on the command line. */
  String name();

  /** What it measures, one line. */
  String summary();

  /** Size when none is given: about a minute on two cores. */
  Size usual();

  /** Size of the published figures. */
  Size full();

  /**
   * How often the usual size is measured: more than once where only a warm JVM tells what lasts.
   */
  default int usualRounds() {
    return 1;
  }

  /** Whether a figure is better than another: more, unless less is better. */
  default boolean isBetter(Figure one, Figure other) {
    return one.value() > other.value();
  }

  /** Measures once, the limit in the same run; progress goes to stderr. */
  Figure run(Size size) throws Exception;
}
