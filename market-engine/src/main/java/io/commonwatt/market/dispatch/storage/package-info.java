/**
 * One store behind one connection, solved exactly by dynamic programming instead of a general
 * solver. A {@link io.commonwatt.market.dispatch.storage.StorageProblem} enters; a schedule with
 * its dual certificate leaves, which {@link
 * io.commonwatt.market.dispatch.storage.CertificateVerifier} checks without solving anything.
 * Called by {@code dispatch} for homes, by {@code distributed} for the steps of ADMM. What is out
 * of scope is refused with its name.
 */
package io.commonwatt.market.dispatch.storage;
