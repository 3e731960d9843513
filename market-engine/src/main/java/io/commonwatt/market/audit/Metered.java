package io.commonwatt.market.audit;

import io.commonwatt.contracts.market.MarketMessage;
import io.commonwatt.contracts.market.MarketMessage.Account;
import io.commonwatt.market.channel.Body;

/**
 * What a home's meter told about an hour, from the settlement account of the log.
 *
 * @param epochSecond start of the hour
 * @param storageWh net energy into its stores
 */
record Metered(String home, long epochSecond, long loadWh, long generationWh, long storageWh) {

  static boolean is(MarketMessage message) {
    return message.account() == Account.SETTLEMENT && message.body().length > 0;
  }

  static Metered of(MarketMessage message) {
    return Body.read(
        message.body(),
        in ->
            new Metered(
                message.sender(), in.readLong(), in.readLong(), in.readLong(), in.readLong()));
  }
}
