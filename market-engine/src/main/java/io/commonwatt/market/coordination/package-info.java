/**
 * The strategies, side by side on the same stream. Readings, forecasts, prices and telemetry of a
 * community enter hour by hour; schedules, orders, clearings, messages and settlements of every
 * strategy leave. The plant of each strategy is a value in the state here: no decision travels
 * through a topic and back. Driven by {@code flink} or by a plain loop.
 */
package io.commonwatt.market.coordination;
