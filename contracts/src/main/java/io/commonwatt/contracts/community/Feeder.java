package io.commonwatt.contracts.community;

import java.io.Serializable;

/**
 * A feeder; its usage points belong to one community, so that its sums need no repartition.
 *
 * @param limitKw thermal limit, kW
 */
public record Feeder(String id, String community, double limitKw) implements Serializable {}
