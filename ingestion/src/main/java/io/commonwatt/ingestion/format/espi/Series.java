package io.commonwatt.ingestion.format.espi;

/**
 * What the values of an interval block are.
 *
 * @param meter id of the usage point
 * @param register id of the meter reading
 * @param passedOver why they are of no use; empty when they are
 */
record Series(String meter, String register, ReadingType type, String passedOver) {

  boolean isUsed() {
    return passedOver.isEmpty() && type.use() != ReadingType.Use.NONE;
  }

  /** What to call it where it is passed over. */
  String describe() {
    return passedOver.isEmpty() ? "MeterReading with " + type.describe() : passedOver;
  }
}
