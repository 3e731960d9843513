/**
 * Measurements of the market engine's clearing. Seeded books enter; orders and operations per
 * second leave.
 */
package io.commonwatt.benchmarks.market;
