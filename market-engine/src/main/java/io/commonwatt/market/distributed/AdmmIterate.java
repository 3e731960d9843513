package io.commonwatt.market.distributed;

/**
 * One iteration in the log.
 *
 * @param takenKwh what each resource takes, by resource and interval
 * @param meanKwh mean over the resources, by interval
 * @param scaledPrice price over the penalty, by interval
 * @param primalResidual norm of the imbalance, kWh
 * @param dualResidual penalty · norm of the change of all profiles
 * @param hash SHA-256 over the previous hash and all above, hexadecimal
 */
public record AdmmIterate(
    double[][] takenKwh,
    double[] meanKwh,
    double[] scaledPrice,
    double primalResidual,
    double dualResidual,
    String hash) {}
