package io.commonwatt.ingestion.format;

import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.Unit;
import java.time.Instant;

/**
 * One interval of one channel as a sender says it.
 *
 * @param meter identifier as sent: a meter's serial number, an NMI, a usage point's id
 * @param register what distinguishes the series at the meter as sent, for example {@code E1} or
 *     {@code 1-0:1.8.0}; empty when there is one only
 * @param start interval start
 * @param lengthSeconds interval length, s, positive
 * @param mantissa decimal mantissa of the value; non-negative unless the sender says otherwise
 * @param powerOfTen decimal exponent, -12…9, every multiplier of the sender included
 * @param sentQuality quality as sent with its scheme, for example {@code nem12:S14}, {@code
 *     espi:8}, {@code cim:1.2.32}; several are joined by a comma; empty when none was
 * @param line line of the file where it stands, from 1; 0 where the format has no lines
 */
public record IntervalValue(
    String meter,
    String register,
    Channel channel,
    Instant start,
    int lengthSeconds,
    long mantissa,
    int powerOfTen,
    Unit unit,
    String sentQuality,
    long line) {}
