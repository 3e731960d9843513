package io.commonwatt.ingestion.simulator;

import io.commonwatt.contracts.community.Tariff;
import java.time.Instant;
import java.util.List;

/** The time-of-use tariff of homes that come without one. */
public final class RetailTariff {

  private static final long EXPORT_MILLI_CENT = 9_000;
  private static final long FEE_MILLI_CENT = 3_000;
  private static final long LOCAL_FEE_MILLI_CENT = 1_000;

  private RetailTariff() {}

  /** Cheap at night, dear from 16 to 20 h local time, the same for all. */
  public static Tariff timeOfUse(Instant from) {
    return new Tariff(
        "time-of-use",
        List.of("*"),
        List.of(
            new Tariff.Band(0, 17_500),
            new Tariff.Band(7 * 60, 26_500),
            new Tariff.Band(16 * 60, 39_500),
            new Tariff.Band(20 * 60, 26_500),
            new Tariff.Band(23 * 60, 17_500)),
        "",
        0,
        EXPORT_MILLI_CENT,
        false,
        FEE_MILLI_CENT,
        LOCAL_FEE_MILLI_CENT,
        from,
        Instant.MAX);
  }
}
