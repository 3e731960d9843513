package io.commonwatt.ingestion.format.cim61968;

import java.util.Set;

/** How the values of a reading type are read. */
enum ReadingUse {
  INTERVAL_ENERGY,
  INTERVAL_POWER,
  REGISTER,
  NONE;

  private static final int WATT = 38;
  private static final int WATT_HOUR = 72;
  private static final int NET = 4;
  private static final int PREVIOUS = 16;
  private static final Set<Integer> ELECTRICITY = Set.of(0, 1, 2);
  private static final Set<Integer> FLOWS = Set.of(0, 1, NET, 19);
  private static final Set<Integer> ENERGY = Set.of(0, 12);
  private static final Set<Integer> POWER = Set.of(0, 8, 37);
  private static final Set<Integer> SUM = Set.of(0, 26);
  private static final Set<Integer> MEAN = Set.of(0, 2);
  private static final Set<Integer> DAY_OR_LESS = Set.of(0, 11);

  /** A, AN, B, BN, C, CN: parts of the whole that stands beside them. */
  private static final Set<Integer> SINGLE_PHASES = Set.of(32, 33, 64, 65, 128, 129);

  static ReadingUse of(ReadingTypeRef type) {
    if (!ELECTRICITY.contains(type.commodity())
        || !FLOWS.contains(type.flowDirection())
        || SINGLE_PHASES.contains(type.phases())
        || type.measuringPeriod() == PREVIOUS
        || type.interharmonicNumerator() != 0) {
      return NONE;
    }
    boolean energy =
        type.unit() == WATT_HOUR
            && ENERGY.contains(type.measurementKind())
            && SUM.contains(type.aggregate());
    boolean power =
        type.unit() == WATT
            && POWER.contains(type.measurementKind())
            && MEAN.contains(type.aggregate());
    return switch (type.accumulation()) {
      case 4 -> {
        if (!DAY_OR_LESS.contains(type.macroPeriod())) {
          yield NONE;
        }
        yield energy ? INTERVAL_ENERGY : power ? INTERVAL_POWER : NONE;
      }
      case 0, 6 -> power && type.macroPeriod() == 0 ? INTERVAL_POWER : NONE;
      case 1, 2, 3, 9 -> energy && type.flowDirection() != NET ? REGISTER : NONE;
      default -> NONE;
    };
  }
}
