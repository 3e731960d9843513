package io.commonwatt.ledger;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.market.Settlement;
import io.commonwatt.contracts.step.StateCodec;
import io.commonwatt.contracts.step.Step;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Books settlements, hour by hour. Each becomes one entry of its book: every member's account owes
 * its bill, the supplier is owed the grid's part and the system operator the fees. A higher version
 * of a settlement books the difference to what is booked for it, so that the balances of a book
 * always equal the bills of the last versions; an entry without postings says that nothing changed.
 * A version not above the last, or one that comes after the correction window, is dropped and
 * counted. Stateless, thread-safe.
 */
public final class LedgerStep implements Step<LedgerState> {

  /** Name of the stage. */
  public static final String NAME = "ledger";

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(LedgerStep.class);

  private final LedgerSettings settings;

  /** A step with the default settings. */
  public LedgerStep() {
    this(LedgerSettings.defaults());
  }

  public LedgerStep(LedgerSettings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public LedgerState initialState(String placement) {
    return new LedgerState();
  }

  @Override
  public Instant stepAtOrAfter(Instant time) {
    Instant hour = time.truncatedTo(ChronoUnit.HOURS);
    return hour.equals(time) ? hour : hour.plus(1, ChronoUnit.HOURS);
  }

  /**
   * Books what became known; records that are no settlements are ignored.
   *
   * @throws IllegalStateException when the trades of a settlement do not net to what its market
   *     keeps
   */
  @Override
  public void step(
      LedgerState state, Instant at, List<Travelling> inputs, Consumer<Travelling> outputs) {
    Instant horizon = at.minus(settings.correctionWindow());
    state.days.forgetBefore(horizon.getEpochSecond());
    for (Travelling input : inputs) {
      if (input instanceof Settlement settlement) {
        book(state, settlement, at, horizon, outputs);
      }
    }
  }

  @Override
  public StateCodec<LedgerState> stateCodec() {
    return new LedgerStateCodec();
  }

  private static void book(
      LedgerState state,
      Settlement settlement,
      Instant at,
      Instant horizon,
      Consumer<Travelling> outputs) {
    if (!BookedDays.remembers(settlement.start().getEpochSecond(), horizon.getEpochSecond())) {
      state.forgotten++;
      LOG.warn(
          "Settlement '{}' version {} came after the correction window and is not booked",
          settlement.id(),
          settlement.version());
      return;
    }
    int book = state.bookIndex(settlement);
    Booked booked = state.findBooked(book, settlement);
    if (booked != null && settlement.version() <= booked.version()) {
      state.superseded++;
      return;
    }
    TreeMap<String, Long> balances = Accounts.balances(settlement);
    Map<String, Long> amounts =
        booked == null ? balances : Accounts.difference(state.balances(booked), balances);
    state.remember(book, settlement, balances);
    outputs.accept(state.books.get(book).append(settlement, amounts, at));
  }
}
