package io.commonwatt.ingestion.door.live;

/**
 * What is remembered of a delivery that was taken in.
 *
 * @param contentHash first 64 bits of the SHA-256 of its content
 * @param knownAtMs when it was taken in, ms since 1970
 * @param readings values taken in
 * @param rejected values rejected
 */
public record Mark(long contentHash, long knownAtMs, int readings, int rejected) {}
