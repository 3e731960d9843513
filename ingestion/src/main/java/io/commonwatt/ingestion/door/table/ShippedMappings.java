package io.commonwatt.ingestion.door.table;

import io.commonwatt.ingestion.format.table.FolderMapping;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Mappings of public data sets of homes, each known by the tables it names. */
final class ShippedMappings {

  static final List<String> NAMES =
      List.of(
          "unsw-lem-11sites",
          "opengrid-be-2016",
          "ausgrid-customer12",
          "hue-residential1",
          "sgsc-10homes");

  private ShippedMappings() {}

  /** The mapping of the data set in a folder; empty when it is none of them. */
  static Optional<FolderMapping> find(Path folder) throws IOException {
    for (String name : NAMES) {
      FolderMapping mapping = get(name);
      if (TableFile.areIn(folder, mapping)) {
        return Optional.of(mapping);
      }
    }
    return Optional.empty();
  }

  /** The mapping of a data set. */
  static FolderMapping get(String name) throws IOException {
    String file = name + ".yaml";
    try (InputStream in = ShippedMappings.class.getResourceAsStream(file)) {
      return FolderMapping.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), file);
    }
  }
}
