/**
 * Physics of what a strategy may move. A setpoint and a length of time enter, energies at the
 * meter, in the store and lost leave; called by {@code dispatch} for limits and by {@code
 * coordination} to step the plant of each strategy.
 */
package io.commonwatt.market.resource;
