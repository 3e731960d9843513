/**
 * What validation remembers of a placement, compactly: per usage point and channel the intervals of
 * the last days, packed by UTC day, and the outages of the meter.
 *
 * <p>Enters: accepted readings and the estimates made for absent ones, one per slot; power events.
 * Leaves: the current word on any slot held, and the state's bytes. Called by {@code vee}, which
 * decides, by {@code sums}, which adds up, and by {@code validation}, which stores it.
 *
 * <p>A <em>slot</em> is the number of whole intervals from 1970-01-01T00:00Z to an interval's start
 * (negative before). Interval lengths divide a day, so a UTC day is a whole number of slots; local
 * time and its changes of clock play no part.
 */
package io.commonwatt.streams.series;
