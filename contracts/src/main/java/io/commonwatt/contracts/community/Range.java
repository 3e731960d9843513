package io.commonwatt.contracts.community;

/** What a number of the file may be. */
record Range(double least, boolean leastAllowed, double most, String words) {
  static final Range ANY = new Range(-Double.MAX_VALUE, true, Double.MAX_VALUE, "a finite number");
  static final Range POSITIVE = new Range(0, false, Double.MAX_VALUE, "greater than 0");
  static final Range NOT_NEGATIVE = new Range(0, true, Double.MAX_VALUE, "0 or greater");
  static final Range EFFICIENCY = new Range(0, false, 1, "greater than 0 and at most 1");
  static final Range LATITUDE = new Range(-90, true, 90, "between -90 and 90");
  static final Range LONGITUDE = new Range(-180, true, 180, "between -180 and 180");
  static final Range MINUTE = new Range(0, true, 1439, "a minute of the day, 0 to 1439");
  static final Range COUNT = new Range(1, true, Integer.MAX_VALUE, "1 or greater");
  static final Range DAY_SECONDS = new Range(1, true, 86_400, "between 1 and 86400");

  boolean contains(double value) {
    return (leastAllowed ? value >= least : value > least) && value <= most;
  }
}
