package io.commonwatt.contracts.codec;

import java.nio.file.Files;
import java.nio.file.Path;

/** Revisions of a record's schema: each a file that stays. */
final class Revisions {

  private static final Path SCHEMAS = Path.of("src/main/resources/avro");

  private Revisions() {}

  /** Name of the files of a revision, without ending. */
  static String file(Class<?> type, int revision) {
    return type.getSimpleName() + ".v" + revision;
  }

  /** The last revision there is a schema of; the first where there is none yet. */
  static int current(Class<?> type) {
    int revision = 1;
    while (Files.exists(SCHEMAS.resolve(file(type, revision + 1) + ".avsc"))) {
      revision++;
    }
    return revision;
  }
}
