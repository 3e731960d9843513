/**
 * Clearing mechanisms. A book of orders for one market time unit enters; fills, trades, the price
 * and the volume rationed at it leave, in integers. Called by the auction in {@code coordination}
 * and by the command line.
 */
package io.commonwatt.market.clearing;
