/**
 * Clearing with the physics of a distribution grid. A book, a grid with impedances and a band of
 * voltage enter; fills, nodal prices and voltages leave. Called by the command line.
 */
package io.commonwatt.market.distribution;
