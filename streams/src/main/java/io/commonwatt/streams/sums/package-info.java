/**
 * Sums over the usage points of a feeder or community, with their completeness.
 *
 * <p>Enters: the series of a placement after validation has stepped. Leaves: aggregated measures
 * known at T. Called by {@code validation.ValidationStep}, after {@code vee}.
 *
 * <p>A sum covers a group (the community of a placement, and each of its feeders), a channel, an
 * interval length and an interval. It leaves at T, version T, when a row of its interval changed in
 * this step and either all expected usage points are present or estimated, or T ≥ end + absence
 * delay; and once at that moment when it is still incomplete. So it leaves when complete, at the
 * latest when absence is declared, and again on every later correction. A sum without any row does
 * not leave. Missing (no reading, no basis for an estimate) contributes nothing and counts as
 * absent; an outage's zero counts as estimated. Intervals that have left the memory of validation
 * keep the sum they had.
 *
 * <p>Nothing is kept here: each sum is added up from the current series, so it equals the sum of
 * the rows whatever order they came in.
 */
package io.commonwatt.streams.sums;
