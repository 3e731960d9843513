/**
 * Judges strategies by what they did, not by what they say. The log of a strategy's channel enters;
 * its cell and every piece of information that took another way leave. Called by {@code market
 * compare} and tests.
 */
package io.commonwatt.market.audit;
