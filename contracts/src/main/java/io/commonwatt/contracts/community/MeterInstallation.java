package io.commonwatt.contracts.community;

import java.io.Serializable;
import java.time.Instant;

/**
 * A meter at a usage point over a time. Meters are exchanged, usage points stay.
 *
 * @param multiplier transformer ratio its readings are multiplied with
 * @param from inclusive
 * @param to exclusive; {@link Instant#MAX} while installed
 */
public record MeterInstallation(
    String meter, String usagePoint, int multiplier, Instant from, Instant to)
    implements Serializable {}
