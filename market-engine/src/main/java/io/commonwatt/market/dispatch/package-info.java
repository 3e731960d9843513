/**
 * The one optimisation problem. Batteries with their state, forecasts and prices at the connections
 * enter as a {@link io.commonwatt.market.dispatch.DispatchProblem}; a plan with its status, cost,
 * dual bound and reason leaves. One builder, two linear back ends. Called by {@code bidding} and
 * {@code coordination}: at the hub it is direct control, per home on a tariff the status quo.
 */
package io.commonwatt.market.dispatch;
