package io.commonwatt.ingestion.format.archive;

import java.io.InputStream;

/**
 * A document of an archive, or a file that is none.
 *
 * @param name path within the archive; the file's own name when it is no archive
 * @param content uncompressed bytes, to be read before the next entry is asked for
 */
public record ArchiveEntry(String name, InputStream content) {}
