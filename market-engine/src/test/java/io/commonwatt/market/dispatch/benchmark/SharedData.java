package io.commonwatt.market.dispatch.benchmark;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the real data sets are; a test that needs one is skipped where it is not there. */
public final class SharedData {

  private SharedData() {}

  public static Path folder(String name) {
    String named = System.getenv("COMMONWATT_SHARED");
    Path shared =
        named != null
            ? Path.of(named)
            : Path.of(System.getProperty("commonwatt.root", ".")).resolveSibling("shared");
    Path folder = shared.resolve("data").resolve(name);
    assumeTrue(
        Files.isDirectory(folder),
        "skipped: no data at " + folder + "; set COMMONWATT_SHARED to the shared folder");
    return folder;
  }

  /** Whether the long tests are asked for. */
  public static boolean full() {
    return System.getProperty("commonwatt.size", "ci").equals("full");
  }
}
