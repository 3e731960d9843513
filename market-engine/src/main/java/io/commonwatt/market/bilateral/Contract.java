package io.commonwatt.market.bilateral;

/**
 * A possible contract for one unit between a pair.
 *
 * @param id unique within the network
 * @param buyer trader id
 * @param seller trader id
 * @param feeMilliCent what the path between them costs the buyer on top; less is nearer
 */
public record Contract(String id, String buyer, String seller, long feeMilliCent) {}
