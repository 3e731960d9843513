package io.commonwatt.market.coordination;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.market.MarketMessage.Account;
import io.commonwatt.market.channel.Body;
import io.commonwatt.market.channel.Channel;
import io.commonwatt.market.channel.Message;
import io.commonwatt.market.observation.Hours;
import io.commonwatt.market.settlement.HomeHour;
import io.commonwatt.market.settlement.HomeMeter;
import io.commonwatt.market.settlement.HourFacts;
import io.commonwatt.market.settlement.Settler;
import io.commonwatt.market.settlement.StrategyHour;
import java.time.Instant;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Decides which hours to settle and does so: an hour for the first time once every reading and the
 * price are known, or it has waited long enough; a settled hour again when anything of it changed.
 */
final class SettlementDesk {

  private final CommunityView view;
  private final MarketState state;
  private final MarketSettings settings;

  SettlementDesk(CommunityView view, MarketState state, MarketSettings settings) {
    this.view = view;
    this.state = state;
    this.settings = settings;
  }

  /**
   * Settles what is due.
   *
   * @param changed hours whose readings or prices changed in this step
   * @param channels of this step, by strategy; one is opened where a strategy no longer runs
   */
  void settle(
      Instant at,
      TreeSet<Long> changed,
      Map<String, Channel> channels,
      Consumer<Travelling> outputs) {
    long now = Hours.of(at);
    long overdue = now - settings.absentAfter().toHours();
    TreeSet<Long> due = new TreeSet<>(state.hours.unsettledBefore(overdue));
    due.addAll(changed.headSet(now));
    if (!state.hours.isSettled(now - 1)) {
      due.add(now - 1);
    }
    for (long hour : due) {
      if (state.hours.strategies(hour).isEmpty()) {
        continue;
      }
      HourFacts facts = view.facts(hour);
      if (facts.present() || hour < overdue || state.hours.isSettled(hour)) {
        settle(facts, at, channels, outputs);
      }
    }
  }

  private void settle(
      HourFacts facts, Instant at, Map<String, Channel> channels, Consumer<Travelling> outputs) {
    long hour = facts.hour();
    Settler settler = new Settler(view.community().id(), settings.carbonMilliCentPerKg());
    long version = state.hours.nextVersion(hour, at.toEpochMilli());
    for (Map.Entry<String, StrategyHour> done : state.hours.strategies(hour).entrySet()) {
      Channel channel =
          channels.computeIfAbsent(
              done.getKey(),
              name -> new Channel(view.community().id(), name, at, done.getValue().live()));
      sendReadings(channel, hour, facts.meters(), done.getValue());
      outputs.accept(settler.settle(done.getKey(), done.getValue(), facts, version, at));
    }
  }

  /**
   * Each home's readings of the hour, on their way to the hub to be settled: gross load, gross
   * generation and what its stores took.
   */
  private void sendReadings(
      Channel channel, long hour, Map<String, HomeMeter> meters, StrategyHour done) {
    for (Map.Entry<String, HomeMeter> meter : meters.entrySet()) {
      HomeHour home = done.homes().get(meter.getKey());
      byte[] body =
          Body.of(
              out -> {
                out.writeLong(Hours.start(hour).getEpochSecond());
                out.writeLong(meter.getValue().loadWh());
                out.writeLong(meter.getValue().generationWh());
                out.writeLong(home == null ? 0 : home.storageWh());
              });
      channel.send(
          new Message(Account.SETTLEMENT, meter.getKey(), Channel.HUB, "readings", true, body));
    }
  }
}
