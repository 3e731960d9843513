/**
 * What the market knows of one community at a time: prices, metered energy and forecasts, each
 * summed into hours. Records enter as they become known; hourly figures leave, with a word on how
 * good they are. Called by {@code settlement} and {@code coordination}. All of it is state.
 */
package io.commonwatt.market.observation;
