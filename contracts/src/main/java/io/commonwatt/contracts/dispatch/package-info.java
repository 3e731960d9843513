/**
 * Plans for resources.
 *
 * <p>In: {@code market-engine} makes one schedule per resource, strategy and issue. Out: {@code
 * storage}; setpoints of the live strategy move the devices.
 */
package io.commonwatt.contracts.dispatch;
