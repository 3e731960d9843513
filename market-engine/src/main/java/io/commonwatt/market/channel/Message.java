package io.commonwatt.market.channel;

import io.commonwatt.contracts.market.MarketMessage.Account;

/**
 * What one agent tells another in one tick. One sender says all it has to say about one matter to
 * one receiver in one message: a home's outlook, its orders, its readings of a tick.
 *
 * @param sender {@link Channel#HUB} or a usage point
 * @param receiver {@link Channel#HUB}, {@link Channel#ALL} or a usage point
 * @param kind what it is about, for example {@code outlook}
 * @param personal whether it carries data of one home
 * @param body canonical bytes
 */
public record Message(
    Account account, String sender, String receiver, String kind, boolean personal, byte[] body) {}
