/**
 * Contracts between two, without a hub: buyers and sellers adjust the prices of unit contracts pair
 * by pair until no offer is refused. Values and costs enter; signed contracts leave.
 */
package io.commonwatt.market.bilateral;
