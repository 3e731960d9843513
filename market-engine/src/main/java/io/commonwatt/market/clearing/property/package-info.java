/**
 * What mechanisms keep and what they do not, measured on random books. A mechanism, a number of
 * books and a seed enter; counts leave. Called by tests and by the command line.
 */
package io.commonwatt.market.clearing.property;
