package io.commonwatt.market.coordination;

import io.commonwatt.market.observation.HourPrice;
import io.commonwatt.market.resource.Battery;
import io.commonwatt.market.settlement.RetailPrice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is known of the horizon at one time, whatever the strategy. Filled once, then only read.
 *
 * @param batteries in order
 * @param wholesale per hour
 * @param tariffs prices per hour, by tariff
 * @param netWh expected net load per hour, by usage point
 * @param tariffNames tariff per hour, by usage point
 */
record Outlook(
    List<Battery> batteries,
    List<HourPrice> wholesale,
    Map<String, List<RetailPrice>> tariffs,
    Map<String, long[]> netWh,
    Map<String, List<String>> tariffNames) {

  static Outlook empty(List<Battery> batteries) {
    return new Outlook(
        batteries, new ArrayList<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
  }
}
