/**
 * The scheduling problem of the IEEE-CIS challenge "Predict+Optimize" (Bergmeir et al. 2022): an
 * instance, a month's base load and prices enter; a schedule of activities and batteries leaves,
 * with a checker of the challenge's rules and its cost. Called by the command {@code dispatch
 * score}.
 */
package io.commonwatt.market.dispatch.benchmark.campus;
