package io.commonwatt.market.audit;

import io.commonwatt.contracts.market.MarketMessage;
import io.commonwatt.market.channel.Channel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Looks for information that took another way than the channel. Of two runs that differ in what one
 * home measured, every other agent may say or do something else only after it was told something
 * else. What a home did with its stores in an hour is what it told its meter, as of the hour's
 * beginning. Stateless and thread-safe.
 */
public final class NonInterference {

  private NonInterference() {}

  /**
   * Something that differs without a message that could have carried it.
   *
   * @param agent that did something else
   * @param epochSecond tick in which it did
   */
  public record Leak(String agent, long epochSecond) {}

  /** When in a run: tick, then order within it. */
  private record Moment(long epochSecond, long order) implements Comparable<Moment> {
    @Override
    public int compareTo(Moment other) {
      int byTick = Long.compare(epochSecond, other.epochSecond);
      return byTick != 0 ? byTick : Long.compare(order, other.order);
    }
  }

  /** A message or a deed, with what makes it the same in another run. */
  private record Deed(Moment moment, String content) {}

  /**
   * Compares two logs.
   *
   * @param changed the home whose readings differ
   * @return what leaked, by agent; empty when nothing did
   */
  public static List<Leak> find(
      List<MarketMessage> one, List<MarketMessage> other, String changed) {
    Map<String, List<Deed>> sentOne = new HashMap<>();
    Map<String, List<Deed>> sentOther = new HashMap<>();
    Map<String, List<Deed>> heardOne = new HashMap<>();
    Map<String, List<Deed>> heardOther = new HashMap<>();
    collect(one, sentOne, heardOne);
    collect(other, sentOther, heardOther);
    TreeSet<String> agents = new TreeSet<>(sentOne.keySet());
    agents.addAll(sentOther.keySet());
    agents.remove(changed);
    List<Leak> leaks = new ArrayList<>();
    for (String agent : agents) {
      Moment did = firstDifference(list(sentOne, agent), list(sentOther, agent));
      Moment told = firstDifference(list(heardOne, agent), list(heardOther, agent));
      Moment toldAll = firstDifference(list(heardOne, Channel.ALL), list(heardOther, Channel.ALL));
      if (toldAll != null && (told == null || toldAll.compareTo(told) < 0)) {
        told = toldAll;
      }
      if (did != null && (told == null || did.compareTo(told) < 0)) {
        leaks.add(new Leak(agent, did.epochSecond()));
      }
    }
    return leaks;
  }

  private static List<Deed> list(Map<String, List<Deed>> deeds, String agent) {
    List<Deed> own = new ArrayList<>(deeds.getOrDefault(agent, List.of()));
    own.sort(Comparator.comparing(Deed::moment)); // An hour is metered after the next has begun.
    return own;
  }

  private static void collect(
      List<MarketMessage> log, Map<String, List<Deed>> sent, Map<String, List<Deed>> heard) {
    long order = 0;
    for (MarketMessage message : log) {
      order++;
      Moment moment = new Moment(message.tick().getEpochSecond(), order);
      String content = message.receiver() + '|' + message.kind() + '|' + message.sha256();
      if (Metered.is(message)) {
        Metered metered = Metered.of(message);
        // A deed at the end of its hour's tick; what was metered besides is not its doing.
        Moment then = new Moment(metered.epochSecond(), Long.MAX_VALUE);
        String deed = metered.epochSecond() + "|" + metered.storageWh();
        sent.computeIfAbsent(message.sender(), key -> new ArrayList<>()).add(new Deed(then, deed));
      } else {
        sent.computeIfAbsent(message.sender(), key -> new ArrayList<>())
            .add(new Deed(moment, content));
      }
      heard
          .computeIfAbsent(message.receiver(), key -> new ArrayList<>())
          .add(new Deed(moment, message.sender() + '|' + content));
    }
  }

  /** The first moment, in either run, from which two sequences are not the same. */
  private static Moment firstDifference(List<Deed> one, List<Deed> other) {
    for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
      if (i >= one.size()) {
        return other.get(i).moment();
      }
      if (i >= other.size()) {
        return one.get(i).moment();
      }
      if (!one.get(i).content().equals(other.get(i).content())) {
        Moment first = one.get(i).moment();
        Moment second = other.get(i).moment();
        return first.compareTo(second) <= 0 ? first : second;
      }
    }
    return null;
  }
}
