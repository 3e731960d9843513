package io.commonwatt.ingestion.format.cim61968;

import java.util.Map;

/** Interval lengths of the code list MeasuringPeriodKind. */
final class MeasuringPeriod {

  /** A day of 24 hours, or the local day where a zone is known. */
  static final int DAY = 4;

  /** Rolling blocks overlap and are no intervals; they are not listed. */
  private static final Map<Integer, Integer> MINUTES =
      Map.ofEntries(
          Map.entry(1, 10),
          Map.entry(2, 15),
          Map.entry(3, 1),
          Map.entry(DAY, 24 * 60),
          Map.entry(5, 30),
          Map.entry(6, 5),
          Map.entry(7, 60),
          Map.entry(10, 2),
          Map.entry(14, 3),
          Map.entry(31, 20),
          Map.entry(50, 60),
          Map.entry(51, 30),
          Map.entry(52, 20),
          Map.entry(53, 15),
          Map.entry(54, 10),
          Map.entry(55, 5),
          Map.entry(56, 1),
          Map.entry(78, 12),
          Map.entry(79, 120),
          Map.entry(80, 240),
          Map.entry(81, 360),
          Map.entry(82, 720),
          Map.entry(83, 180));

  private static final Map<Integer, Integer> CODE_OF_SECONDS =
      Map.ofEntries(
          Map.entry(60, 3),
          Map.entry(120, 10),
          Map.entry(180, 14),
          Map.entry(300, 6),
          Map.entry(600, 1),
          Map.entry(900, 2),
          Map.entry(1_200, 31),
          Map.entry(1_800, 5),
          Map.entry(3_600, 7));

  private MeasuringPeriod() {}

  /** Length of a code, s; 0 when the code says none. */
  static int seconds(int code) {
    return MINUTES.getOrDefault(code, 0) * 60;
  }

  /** Code of a length; 0 when there is none. */
  static int code(int seconds) {
    return CODE_OF_SECONDS.getOrDefault(seconds, 0);
  }
}
