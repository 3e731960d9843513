package io.commonwatt.ingestion.format;

import io.commonwatt.contracts.reading.MeterEvent;
import java.time.Instant;

/**
 * An event of a meter as a sender says it.
 *
 * @param meter identifier as sent
 * @param code code as sent with its scheme, for example {@code cim:3.26.0.85}
 * @param line line of the file where it stands, from 1; 0 where the format has no lines
 */
public record EventValue(String meter, MeterEvent.Type type, Instant at, String code, long line) {}
