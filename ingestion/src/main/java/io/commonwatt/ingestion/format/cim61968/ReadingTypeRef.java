package io.commonwatt.ingestion.format.cim61968;

import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.xml.XmlReader;

/**
 * What a value measures: the 18 numbers of an IEC 61968-9 ReadingType (Annex C), in their order; 0
 * is "does not apply".
 *
 * @param macroPeriod period a value stands for: 8 billing, 11 daily, 13 monthly
 * @param aggregate 2 average, 8 maximum, 9 minimum, 26 sum
 * @param measuringPeriod code of the interval length: 2 is 15 min, 5 is 30 min, 7 is 60 min
 * @param accumulation 1 bulk, 2 and 3 cumulative, 4 delta, 6 indicating, 9 summation, 12
 *     instantaneous
 * @param flowDirection 1 forward (delivered), 4 net, 19 reverse (received)
 * @param commodity 1 electricity, secondary metered; 2 primary metered; 7 natural gas
 * @param measurementKind 12 energy, 37 power, 8 demand
 * @param multiplier power of ten
 * @param unit 72 Wh, 38 W, 73 varh
 */
public record ReadingTypeRef(
    int macroPeriod,
    int aggregate,
    int measuringPeriod,
    int accumulation,
    int flowDirection,
    int commodity,
    int measurementKind,
    int interharmonicNumerator,
    int interharmonicDenominator,
    int argumentNumerator,
    int argumentDenominator,
    int timeOfUse,
    int criticalPeakPeriod,
    int consumptionTier,
    int phases,
    int multiplier,
    int unit,
    int currency) {

  private static final int PARTS = 18;

  /**
   * Reads the 18 numbers.
   *
   * @throws FormatException code {@code cim-reading-type} when they are not 18 numbers
   */
  public static ReadingTypeRef parse(String text, long line) {
    int[] parts = new int[PARTS];
    String[] words = text.split("\\.", -1);
    boolean sound = words.length == PARTS;
    for (int i = 0; sound && i < PARTS; i++) {
      try {
        parts[i] = Integer.parseInt(words[i]);
      } catch (NumberFormatException e) {
        sound = false;
      }
    }
    if (!sound) {
      throw new FormatException(
          "cim-reading-type",
          line,
          "ReadingType '"
              + XmlReader.shorten(text)
              + "' is not 18 numbers such as 0.0.2.4.1.1.12.0.0.0.0.0.0.0.0.3.72.0");
    }
    return new ReadingTypeRef(
        parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], parts[6], parts[7], parts[8],
        parts[9], parts[10], parts[11], parts[12], parts[13], parts[14], parts[15], parts[16],
        parts[17]);
  }

  /** Active energy per interval in Wh, as the platform sends it. */
  static ReadingTypeRef intervalEnergy(int measuringPeriod, boolean forward) {
    return new ReadingTypeRef(
        0, 0, measuringPeriod, 4, forward ? 1 : 19, 1, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 72, 0);
  }

  /** Whether it counts only a part of the time or of the energy: a tariff, a tier. */
  boolean isPart() {
    return timeOfUse != 0 || criticalPeakPeriod != 0 || consumptionTier != 0;
  }

  /** The type of which this is a part. */
  ReadingTypeRef whole() {
    return new ReadingTypeRef(
        macroPeriod,
        aggregate,
        measuringPeriod,
        accumulation,
        flowDirection,
        commodity,
        measurementKind,
        interharmonicNumerator,
        interharmonicDenominator,
        argumentNumerator,
        argumentDenominator,
        0,
        0,
        0,
        phases,
        multiplier,
        unit,
        currency);
  }

  /** The 18 numbers with points between. */
  public String text() {
    int[] parts = {
      macroPeriod,
      aggregate,
      measuringPeriod,
      accumulation,
      flowDirection,
      commodity,
      measurementKind,
      interharmonicNumerator,
      interharmonicDenominator,
      argumentNumerator,
      argumentDenominator,
      timeOfUse,
      criticalPeakPeriod,
      consumptionTier,
      phases,
      multiplier,
      unit,
      currency
    };
    StringBuilder text = new StringBuilder();
    for (int part : parts) {
      text.append(text.isEmpty() ? "" : ".").append(part);
    }
    return text.toString();
  }
}
