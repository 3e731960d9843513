/**
 * Double-entry bookings of settlements.
 *
 * <p>In: {@code ledger} makes one entry per settlement version. Out: {@code storage}, and anyone
 * who verifies the chain.
 */
package io.commonwatt.contracts.ledger;
