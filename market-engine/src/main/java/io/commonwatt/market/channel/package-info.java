/**
 * How the agents of a strategy talk. Messages enter from a sender and reach the receiver's inbox;
 * what leaves is the log of every message, counted and hashed, in three accounts. Called by the
 * strategies in {@code coordination}, which have no other way to pass information between homes.
 */
package io.commonwatt.market.channel;
