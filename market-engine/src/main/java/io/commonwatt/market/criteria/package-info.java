/**
 * What a strategy achieved. Settlements enter; sums and shares that reports print leave. Called by
 * reports and tests.
 */
package io.commonwatt.market.criteria;
