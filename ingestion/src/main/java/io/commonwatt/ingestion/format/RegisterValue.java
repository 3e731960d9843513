package io.commonwatt.ingestion.format;

import io.commonwatt.contracts.reading.Channel;
import java.time.Instant;

/**
 * What a meter's running total shows at a time, as a sender says it. The unit is the watt hour.
 *
 * @param meter identifier as sent
 * @param register which total, as sent, for example {@code 1-0:1.8.1}
 * @param mantissa decimal mantissa, Wh
 * @param powerOfTen decimal exponent, -12…9
 * @param sentQuality quality as sent with its scheme; empty when none was
 * @param line line of the file where it stands, from 1; 0 where the format has no lines
 */
public record RegisterValue(
    String meter,
    String register,
    Channel channel,
    Instant at,
    long mantissa,
    int powerOfTen,
    String sentQuality,
    long line) {}
