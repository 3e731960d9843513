/**
 * How complete local days are, of usage points, feeders and communities.
 *
 * <p>Enters: the series of a placement after validation has stepped. Leaves: completeness known at
 * T: once for each day when its deadline (06:00 local time of the next day unless configured) has
 * passed, and again at every T at which something of a day changed after that. Called by {@code
 * validation.ValidationStep}, after {@code sums}, before the step is closed. What was measured at
 * the deadline is kept per series and day; everything else is counted from the current series. Days
 * that have left memory keep the word they had.
 */
package io.commonwatt.streams.completeness;
