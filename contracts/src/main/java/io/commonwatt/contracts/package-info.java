/**
 * The vocabulary of Commonwatt: what travels, on which topics, and when it became known.
 *
 * <p>In: nothing; this is the ground all rooms stand on. Out: {@link
 * io.commonwatt.contracts.Travelling} records, {@link io.commonwatt.contracts.Topics} with
 * partitions and spread, {@link io.commonwatt.contracts.Progress}. Called by every room; depends on
 * none.
 */
package io.commonwatt.contracts;
