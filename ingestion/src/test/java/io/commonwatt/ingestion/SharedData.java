package io.commonwatt.ingestion;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the public data sets lie: environment COMMONWATT_SHARED, else system property
 * commonwatt.shared, else {@code ../shared} beside the repository.
 */
public final class SharedData {

  private SharedData() {}

  /** A data set's folder; the test is skipped with a message where it is absent. */
  public static Path folder(String name) {
    Path folder = shared().resolve("data").resolve(name);
    assumeTrue(
        Files.isDirectory(folder),
        () ->
            "Skipped: no data set at "
                + folder
                + "; set COMMONWATT_SHARED to the folder above data/");
    return folder;
  }

  private static Path shared() {
    String environment = System.getenv("COMMONWATT_SHARED");
    if (environment != null) {
      return Path.of(environment);
    }
    String property = System.getProperty("commonwatt.shared");
    if (property != null) {
      return Path.of(property);
    }
    return Path.of(System.getProperty("commonwatt.root", ".."))
        .resolve("..")
        .resolve("shared")
        .normalize();
  }
}
