package io.commonwatt.ledger;

import io.commonwatt.contracts.market.MemberSettlement;
import io.commonwatt.contracts.market.Settlement;
import java.util.Map;
import java.util.TreeMap;

/** The accounts of a book and what a settlement puts on them. */
final class Accounts {

  /** Prefix of a member's account; the usage point follows. */
  static final String MEMBER = "member:";

  /** Counter account of what members pay to and get from the grid. */
  static final String SUPPLIER = "supplier";

  /** Counter account of fees and levies. */
  static final String SYSTEM_OPERATOR = "system-operator";

  /** Counter account of what the local market keeps: fees of paths, congestion income, surplus. */
  static final String LOCAL_MARKET = "local-market";

  private Accounts() {}

  /**
   * Balances a settlement calls for, micro-cent by account name in order, zeros omitted. They sum
   * to zero: each member owes its bill, the counter accounts are owed their parts. The counter
   * account of the trades, {@code local-market}, is owed what the settlement says the market keeps,
   * and does not appear where that is nothing.
   *
   * @throws IllegalStateException when the trades of the members net to something else, which is an
   *     error of the market
   * @throws ArithmeticException when an amount leaves the range of a long
   */
  static TreeMap<String, Long> balances(Settlement settlement) {
    TreeMap<String, Long> balances = new TreeMap<>();
    long trades = 0;
    for (MemberSettlement member : settlement.members()) {
      add(balances, MEMBER + member.usagePoint(), member.tradeMicroCent());
      add(balances, MEMBER + member.usagePoint(), member.gridMicroCent());
      add(balances, MEMBER + member.usagePoint(), member.feesMicroCent());
      add(balances, SUPPLIER, Math.negateExact(member.gridMicroCent()));
      add(balances, SYSTEM_OPERATOR, Math.negateExact(member.feesMicroCent()));
      trades = Math.addExact(trades, member.tradeMicroCent());
    }
    add(balances, LOCAL_MARKET, Math.negateExact(settlement.marketMicroCent()));
    if (trades != settlement.marketMicroCent()) {
      throw new IllegalStateException(
          "Settlement '"
              + settlement.id()
              + "' version "
              + settlement.version()
              + ": the trades of its members sum to "
              + trades
              + " micro-cent, not "
              + settlement.marketMicroCent()
              + "; the market that cleared them is wrong");
    }
    balances.values().removeIf(amount -> amount == 0);
    return balances;
  }

  /** What must be posted to get from one set of balances to another, zeros omitted. */
  static TreeMap<String, Long> difference(Map<String, Long> from, Map<String, Long> to) {
    TreeMap<String, Long> difference = new TreeMap<>(to);
    from.forEach((account, amount) -> add(difference, account, Math.negateExact(amount)));
    difference.values().removeIf(amount -> amount == 0);
    return difference;
  }

  private static void add(Map<String, Long> balances, String account, long amount) {
    balances.merge(account, amount, Math::addExact);
  }
}
