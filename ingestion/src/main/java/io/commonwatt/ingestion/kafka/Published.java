package io.commonwatt.ingestion.kafka;

import java.time.Instant;

/**
 * How far a publisher is. Counts are of the whole run, what an earlier process had sent included.
 *
 * @param dataTime everything known up to then is sent
 * @param from start of the run
 * @param to end of the run
 * @param readings readings sent
 * @param rejectedReadings lines that stand for a reading and could not be read
 * @param records records sent, of all kinds
 * @param ended whether nothing more comes
 */
public record Published(
    Instant dataTime,
    Instant from,
    Instant to,
    long readings,
    long rejectedReadings,
    long records,
    boolean ended) {}
