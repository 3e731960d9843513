package io.commonwatt.contracts.step;

import io.commonwatt.contracts.Travelling;
import java.util.Comparator;

/** The order in which a step sees its inputs, the same in every engine. */
public final class Inputs {
  public static final Comparator<Travelling> ORDER =
      Comparator.comparing(Travelling::knownAt)
          .thenComparing(record -> record.getClass().getSimpleName())
          .thenComparing(Travelling::key)
          .thenComparing(Travelling::id)
          .thenComparingLong(Travelling::version);

  private Inputs() {}
}
