package io.commonwatt.app.compare;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.market.MarketMessage;
import io.commonwatt.contracts.market.Settlement;
import io.commonwatt.contracts.step.StepDriver;
import io.commonwatt.market.audit.LeakageAttack;
import io.commonwatt.market.coordination.MarketStep;
import io.commonwatt.market.criteria.MessageAccounts;
import io.commonwatt.market.criteria.StrategyCriteria;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One strategy with a market of its own over the common readings. Not thread-safe. */
public final class StrategyRun {

  private static final Duration SAMPLE_LENGTH = Duration.ofDays(2);
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final String name;
  private final StepDriver<?> market;
  private final StrategyCriteria criteria = new StrategyCriteria();
  private final MessageAccounts messages = new MessageAccounts();
  private final List<MarketMessage> sample = new ArrayList<>();
  private final LeakageAttack attack = new LeakageAttack();
  private final Formation formation = new Formation();
  private String sampled;
  private final Instant sampleFrom;
  private final boolean listens;
  private long cpuNanos;

  /**
   * A run whose messages are listened to.
   *
   * @param market in which every community runs this strategy alone, bodies kept
   * @param sampleFrom from when two days of one community are kept for the audit
   */
  StrategyRun(String name, MarketStep market, Instant sampleFrom) {
    this(name, market, sampleFrom, true);
  }

  /** A run of which only the cost is asked. */
  StrategyRun(String name, MarketStep market) {
    this(name, market, Instant.MAX, false);
  }

  private StrategyRun(String name, MarketStep market, Instant sampleFrom, boolean listens) {
    this.name = name;
    this.sampleFrom = sampleFrom;
    this.listens = listens;
    this.market = new StepDriver<>(market);
  }

  public String name() {
    return name;
  }

  void file(String placement, Travelling row) {
    market.file(placement, row);
  }

  void advance(Instant hour) {
    long began = THREADS.getCurrentThreadCpuTime();
    market.advanceTo(hour, this::take);
    cpuNanos += THREADS.getCurrentThreadCpuTime() - began;
  }

  private void take(Travelling row) {
    if (row instanceof Settlement settlement) {
      criteria.add(settlement);
    } else if (listens && row instanceof MarketMessage message) {
      messages.add(message);
      formation.add(message);
      takeSample(message);
      attack.hear(message);
    }
  }

  /** Keeps what one community said in two days. */
  private void takeSample(MarketMessage message) {
    if (sampled == null) {
      sampled = message.community();
    }
    if (message.community().equals(sampled)
        && !message.tick().isBefore(sampleFrom)
        && message.tick().isBefore(sampleFrom.plus(SAMPLE_LENGTH))) {
      sample.add(message);
    }
  }

  /** Messages for the audit, bodies kept. */
  List<MarketMessage> sample() {
    return sample;
  }

  /** What an attacker learns from the messages of operation. */
  LeakageAttack.Learnt attack() {
    criteria.listSettlements().forEach(attack::know);
    return attack.attack();
  }

  Formation formation() {
    return formation;
  }

  StrategyCriteria criteria() {
    return criteria;
  }

  MessageAccounts messages() {
    return messages;
  }

  /** CPU time of everything this strategy's market did. */
  double cpuSeconds() {
    return cpuNanos / 1e9;
  }
}
