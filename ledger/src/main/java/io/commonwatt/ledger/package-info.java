/**
 * Double-entry accounts of what was settled, in a log anyone can verify.
 *
 * <p>What enters: settlements, the only input. What leaves: one {@link
 * io.commonwatt.contracts.ledger.LedgerEntry} per settlement and version, with integer postings
 * that sum to zero, chained by hash within its book; there is one book per community and strategy,
 * shadow strategies included. {@link io.commonwatt.ledger.LedgerStep} makes them; {@link
 * io.commonwatt.ledger.LedgerVerifier} needs nothing but the entries. Who calls it: Kafka Streams
 * through {@code kafka}, the plain loop, and {@code ledger verify}.
 */
package io.commonwatt.ledger;
