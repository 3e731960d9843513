package io.commonwatt.ingestion.format;

import io.commonwatt.contracts.reading.Channel;
import java.time.Instant;

/**
 * What a person decided about one interval, as it was sent.
 *
 * @param meter identifier as sent: a usage point's id, or a meter's, which means the usage point it
 *     is installed at
 * @param start interval start
 * @param lengthSeconds interval length, s, positive
 * @param energyWh energy to use, Wh, non-negative; null withdraws earlier edits
 * @param rule the VEE rule whose exception it answers; empty when none
 * @param method how the value was found
 * @param editor who decided
 * @param reason why
 * @param line line of the file where it stands, from 1; 0 where the format has no lines
 */
public record EditValue(
    String meter,
    Channel channel,
    Instant start,
    int lengthSeconds,
    Long energyWh,
    String rule,
    String method,
    String editor,
    String reason,
    long line) {}
