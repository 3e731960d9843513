package io.commonwatt.ledger;

/**
 * What is booked for a settlement.
 *
 * @param version its last version
 * @param amounts balances by number of account, micro-cent; accounts beyond the end have none
 */
record Booked(long version, long[] amounts) {}
