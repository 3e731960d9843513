package io.commonwatt.app.plain;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.market.Clearing;
import io.commonwatt.contracts.step.StepDriver;
import io.commonwatt.forecasting.ForecastSettings;
import io.commonwatt.ledger.LedgerSettings;
import io.commonwatt.ledger.LedgerStep;
import io.commonwatt.market.control.ControlSettings;
import io.commonwatt.market.control.DispatchStep;
import io.commonwatt.market.coordination.MarketSettings;
import io.commonwatt.market.coordination.MarketStep;
import io.commonwatt.streams.vee.VeeSettings;
import java.time.Instant;
import java.util.Iterator;
import java.util.function.Consumer;

/**
 * The whole pipeline in a plain loop, without an engine: the same steps that Flink and Kafka
 * Streams drive, in flow order, hour by hour. What it gives is what the stream must give. Not
 * thread-safe.
 */
public final class PlainRun {

  private final Consumer<Travelling> rows;
  private final ForecastChain chain;
  private final StepDriver<?> market;
  private final DispatchStep control;
  private final StepDriver<?> dispatch;
  private final StepDriver<?> ledger;

  /**
   * A run.
   *
   * @param rows takes every record that a topic would hold, those of the door included
   */
  public PlainRun(
      Registry registry,
      VeeSettings vee,
      ForecastSettings forecasting,
      MarketSettings marketSettings,
      LedgerSettings ledgerSettings,
      Consumer<Travelling> rows) {
    this.rows = rows;
    this.market = new StepDriver<>(new MarketStep(registry, marketSettings));
    this.control = new DispatchStep(registry, ControlSettings.defaults());
    this.dispatch = new StepDriver<>(control);
    this.ledger = new StepDriver<>(new LedgerStep(ledgerSettings));
    this.chain = new ForecastChain(registry, vee, forecasting, rows, this::file);
  }

  /**
   * Runs to the end of the records, and of the run, whichever is later.
   *
   * @param records ordered by {@code knownAt}
   * @param from start of the run
   * @param to end of the run
   */
  public void run(Iterator<Travelling> records, Instant from, Instant to) {
    Instant hour = ForecastChain.ceilToHour(from);
    while (records.hasNext()) {
      Travelling next = records.next();
      while (next.knownAt().isAfter(hour)) {
        advance(hour);
        hour = hour.plus(ForecastChain.STEP);
      }
      chain.arrive(next);
    }
    Instant last = ForecastChain.ceilToHour(to).isAfter(hour) ? ForecastChain.ceilToHour(to) : hour;
    while (!hour.isAfter(last)) {
      advance(hour);
      hour = hour.plus(ForecastChain.STEP);
    }
  }

  private void file(String placement, Travelling row) {
    market.file(placement, row);
    if (control.reads(row)) {
      dispatch.file(placement, row);
    }
  }

  private void advance(Instant hour) {
    chain.advance(hour);
    for (Travelling row : ForecastChain.step(market, hour)) {
      rows.accept(row);
      ledger.file(row);
      if (row instanceof Clearing) {
        dispatch.file(row);
      }
    }
    ForecastChain.step(dispatch, hour).forEach(rows);
    ForecastChain.step(ledger, hour).forEach(rows);
  }
}
