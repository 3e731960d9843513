/**
 * Decomposed optimisation: every resource solves its own part and only exchanges energies and
 * prices, with a coordinator (exchange ADMM, with a log that anyone can verify) or with its
 * neighbours on a mesh alone (distributed MPC). Resources and forecasts enter; schedules, prices
 * and logs leave. Energies are kWh per interval, positive = taken from the exchange.
 */
package io.commonwatt.market.distributed;
