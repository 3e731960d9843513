package io.commonwatt.ingestion.format;

import java.time.Instant;

/**
 * What a device says about itself, as it was sent.
 *
 * @param resource identifier as sent
 * @param at when that was so
 * @param powerKw positive charges or consumes, kW; null when it does not say
 * @param stateOfChargeKwh stored energy, kWh; null when it does not say
 * @param available whether it is there; a car that is not has left its charger
 * @param line line of the file where it stands, from 1; 0 where the format has no lines
 */
public record TelemetryValue(
    String resource,
    Instant at,
    Double powerKw,
    Double stateOfChargeKwh,
    boolean available,
    long line) {}
