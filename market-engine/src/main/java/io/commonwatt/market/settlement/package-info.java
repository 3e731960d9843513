/**
 * What every hour comes to. Metered energy, what the plant of each strategy did, contracts and
 * prices enter; one settlement per strategy, hour and version leaves, exact in integers. Called by
 * the market step in {@code coordination}.
 */
package io.commonwatt.market.settlement;
