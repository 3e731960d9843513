/**
 * The storage job.
 *
 * <p>Enters: every topic of the catalogue, as bytes in partition order. Leaves: rows. Called by the
 * application's roof; wiring and delegation only.
 */
package io.commonwatt.storage.flink;
