/**
 * Cooperative games between homes. The value of every coalition enters; shares of the members,
 * their distance from the core and the coalitions that form leave. Coalitions are bit masks, bit i
 * is member i.
 */
package io.commonwatt.market.cooperative;
