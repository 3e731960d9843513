package io.commonwatt.contracts.ledger;

/**
 * One line of a balanced entry.
 *
 * @param account for example {@code member:home-01} or {@code supplier}
 * @param amountMicroCent positive = the account owes (debit), negative = it is owed (credit)
 */
public record Posting(String account, long amountMicroCent) {}
