package io.commonwatt.contracts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the repository is, seen from a test. */
public final class Repository {

  private Repository() {}

  /** A path below the repository's root, when it is there. */
  public static Optional<Path> find(String relative) {
    Path path = root().resolve(relative);
    return Files.exists(path) ? Optional.of(path) : Optional.empty();
  }

  /** System property commonwatt.root, else the directory above this module. */
  public static Path root() {
    String given = System.getProperty("commonwatt.root");
    Path root = given == null ? Path.of("..") : Path.of(given);
    return Files.exists(root.resolve("contracts")) ? root : root.resolve("..");
  }
}
