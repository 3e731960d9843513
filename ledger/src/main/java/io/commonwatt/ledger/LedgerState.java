package io.commonwatt.ledger;

import io.commonwatt.contracts.market.Settlement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * State of the ledger for one community: the end of each book's chain, and what is booked for each
 * settlement that can still be corrected. Changed by {@link LedgerStep} only; not thread-safe.
 */
public final class LedgerState {

  final Names bookNames;
  final List<Book> books;
  final Names accounts;
  final BookedDays days;
  long superseded;
  long forgotten;

  LedgerState() {
    this(new Names(), new ArrayList<>(), new Names(), new BookedDays());
  }

  LedgerState(Names bookNames, List<Book> books, Names accounts, BookedDays days) {
    this.bookNames = bookNames;
    this.books = books;
    this.accounts = accounts;
    this.days = days;
  }

  /** Settlements dropped because their version was not above the one booked last. */
  public long superseded() {
    return superseded;
  }

  /** Settlements dropped because they came after the correction window. */
  public long forgotten() {
    return forgotten;
  }

  int bookIndex(Settlement settlement) {
    int index = bookNames.indexOf(settlement.key());
    if (index == books.size()) {
      books.add(new Book());
    }
    return index;
  }

  Booked findBooked(int book, Settlement settlement) {
    return days.find(book, settlement.start().getEpochSecond(), settlement.lengthSeconds());
  }

  void remember(int book, Settlement settlement, Map<String, Long> balances) {
    long[] amounts = new long[accounts.size() + balances.size()];
    int used = 0;
    for (Map.Entry<String, Long> balance : balances.entrySet()) {
      int account = accounts.indexOf(balance.getKey());
      amounts[account] = balance.getValue();
      used = Math.max(used, account + 1);
    }
    days.put(
        book,
        settlement.start().getEpochSecond(),
        settlement.lengthSeconds(),
        new Booked(settlement.version(), Arrays.copyOf(amounts, used)));
  }

  /** Balances that were booked, by account. */
  Map<String, Long> balances(Booked booked) {
    TreeMap<String, Long> balances = new TreeMap<>();
    for (int account = 0; account < booked.amounts().length; account++) {
      balances.put(accounts.get(account), booked.amounts()[account]);
    }
    return balances;
  }
}
