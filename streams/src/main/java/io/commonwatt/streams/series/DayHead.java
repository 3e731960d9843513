package io.commonwatt.streams.series;

/**
 * What is known of a day without looking at its slots. Values are raw, Wh.
 *
 * @param flags of all slots together
 * @param measured slots with a raw reading
 * @param peakWh highest raw value; 0 when none is positive
 * @param sumWh sum of the raw values
 */
public record DayHead(int flags, int measured, long peakWh, long sumWh) {
  /** Of a day without slots. */
  static final DayHead EMPTY = new DayHead(0, 0, 0, 0);
}
