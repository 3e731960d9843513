package io.commonwatt.ingestion.door.folder;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A file of the folder after the first look at it.
 *
 * @param relativePath with slashes, from the folder
 * @param importId {@code relativePath@hash}
 * @param start lines before the first readable time of arrival count as known then
 * @param earliest when the first of its records becomes known
 * @param ordered whether its lines are in order of arrival
 * @param flaw why none of it can be read: a rule; null when it can
 * @param flawDetail what is wrong then
 */
record ImportFile(
    Path path,
    String relativePath,
    FileKind kind,
    String importId,
    Instant start,
    Instant earliest,
    boolean ordered,
    String flaw,
    String flawDetail) {}
