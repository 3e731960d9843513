package io.commonwatt.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Sizes of the long tests: the CI tier, or every promise at full size with {@code -Pacceptance}.
 */
final class Sizes {

  private Sizes() {}

  static boolean full() {
    return System.getProperty("commonwatt.size", "ci").equals("full");
  }

  static int homes() {
    return full() ? 60 : 22;
  }

  static int days() {
    return full() ? 21 : 16;
  }

  static Duration patience() {
    return full() ? Duration.ofMinutes(20) : Duration.ofMinutes(6);
  }

  /** The shared data sets, or null where they are not there. */
  static Path sharedData() {
    String configured = System.getenv("COMMONWATT_SHARED");
    Path root = Path.of(System.getProperty("commonwatt.root", "."));
    Path shared = configured == null ? root.resolve("../shared").normalize() : Path.of(configured);
    Path data = shared.resolve("data");
    return Files.isDirectory(data) ? data : null;
  }
}
