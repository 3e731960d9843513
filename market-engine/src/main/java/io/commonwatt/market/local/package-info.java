/**
 * What a home can learn from its own history. The optimum of the past and a home's own measurements
 * enter; a policy that needs nobody in operation leaves, and what no policy of these measurements
 * can do better. Called by the local strategy in {@code coordination} and by reports.
 */
package io.commonwatt.market.local;
