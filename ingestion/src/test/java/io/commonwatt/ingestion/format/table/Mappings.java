package io.commonwatt.ingestion.format.table;

import io.commonwatt.ingestion.format.FormatOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Mapping files of tests. */
final class Mappings {

  private Mappings() {}

  /** Options with a mapping written down in a test. */
  static FormatOptions of(String yaml) {
    try {
      Path file = Files.createTempFile("mapping", ".yaml");
      file.toFile().deleteOnExit();
      Files.writeString(file, yaml);
      return FormatOptions.defaults().withMapping(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A mapping file of the test resources. */
  static Path file(String name) {
    try {
      return Path.of(Mappings.class.getResource("/mappings/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
