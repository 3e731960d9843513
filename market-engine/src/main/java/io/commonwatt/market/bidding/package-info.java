/**
 * How a home bids. Its expected net load, what its stores can do and what stored energy is worth to
 * it enter; orders of one falling demand curve leave: one bidder per device, netted behind the
 * usage point, told by a bidding strategy. Called by the auction in {@code coordination}, at the
 * home's side of the channel.
 */
package io.commonwatt.market.bidding;
