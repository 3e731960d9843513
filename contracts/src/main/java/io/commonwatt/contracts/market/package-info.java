/**
 * Orders, clearings, messages and settlements of a community under a strategy.
 *
 * <p>In: {@code market-engine} makes them. Out: {@code ledger} books {@code Settlement}, {@code
 * storage} keeps everything.
 */
package io.commonwatt.contracts.market;
