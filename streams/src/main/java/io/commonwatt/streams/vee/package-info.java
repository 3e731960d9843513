/**
 * Validation, estimation and editing of interval readings.
 *
 * <p>Enters: the raw readings, meter events, register readings and edits of one placement that
 * became known up to step time T, in order. Leaves: validated readings, exceptions and rejections,
 * all known at T. Called by {@code validation.ValidationStep}, before {@code sums}.
 *
 * <p><b>Fates.</b> Every raw reading ends in exactly one of: <em>rejected</em> (a rule of kind
 * {@code REJECTS} spoke), <em>duplicate</em> (same interval and value as the one that holds),
 * <em>superseded</em> (it held, another with another value came later) or <em>accepted</em> (it
 * holds: there is a validated row of origin MEASURED). Of two different values for one interval
 * that of the more trusted source holds, then the later {@code knownAt}, then the greater id.
 *
 * <p><b>Plausibility.</b> What an accepted reading is worth (flags, and the estimate beside a
 * flagged one) depends on the set of accepted readings and events around it, not on the order they
 * came in: verdicts look at raw values only, estimates at plausible raw values only, and both are
 * made again when a reading or event they look at arrives. This holds for what arrives within
 * {@link io.commonwatt.streams.vee.VeeSettings#memoryDays()} less four weeks of its interval (14
 * days by default).
 *
 * <p><b>Registers.</b> A period whose intervals add up to the register lifts most flags, one that
 * fails has its likeliest intervals questioned, and estimates are scaled to it: {@code
 * docs/vee.md}.
 *
 * <p><b>Absence.</b> Readings of a channel are expected from the earliest reading of the first step
 * that accepted any, wherever a meter is installed, at the usage point's interval. An expected
 * interval without a reading at T ≥ end + absence delay is filled: zero inside an outage, else
 * linear, else like-day, else missing (zero). A reading that comes later replaces it; what the
 * estimate was made from coming later does not, only an outage that becomes known (or turns out
 * shorter) does. An interval before the first expected one is accepted and expects nothing.
 *
 * <p><b>Memory.</b> Intervals older than {@code memoryDays} are known by one bit: whether a reading
 * was accepted. A reading that comes for one is judged by what the same step brought with it; if
 * there was one before, that one counts as superseded without a comparison (its id is no longer
 * known: empty in the exception, and the sums of that time stay as they are).
 *
 * <p><b>Version.</b> A row changes at most once in a step and step times rise, so {@code version} =
 * T in ms is always at least the previous version + 1.
 */
package io.commonwatt.streams.vee;
