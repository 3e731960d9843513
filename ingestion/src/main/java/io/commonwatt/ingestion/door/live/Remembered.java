package io.commonwatt.ingestion.door.live;

import io.commonwatt.ingestion.door.intake.Carry;
import java.time.Instant;

/**
 * What a live door knows of what was committed before.
 *
 * @param imports marks of the latest imports
 * @param carry remainders of the meters that sent latest
 * @param lastKnownAt nothing may be stamped at or before it; {@link Instant#MIN} for an empty log
 */
public record Remembered(RecentImports imports, Carry carry, Instant lastKnownAt) {}
