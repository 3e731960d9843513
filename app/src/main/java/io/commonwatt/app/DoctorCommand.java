package io.commonwatt.app;

import io.commonwatt.forecasting.boost.Boosting;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks at the machine and says what works and what to mend. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description =
        "Look at this machine: Java, memory, disk, solver library, browser, containers. Exit code 1 when something needed is missing.")
final class DoctorCommand implements Callable<Integer> {

  private static final long NEEDED_MEGABYTES = 3500;
  private static final long NEEDED_DISK_MEGABYTES = 4000;

  @Option(
      names = "--data-dir",
      defaultValue = "${COMMONWATT_DATA_DIR:-.commonwatt/demo}",
      description = "Directory whose disk is looked at. Default: ${DEFAULT-VALUE}.")
  private Path dataDirectory;

  @Mixin private Output output;

  private record Finding(String name, boolean needed, boolean good, String detail, String remedy) {}

  @Override
  public Integer call() {
    List<Finding> findings =
        List.of(
            java(),
            memory(),
            boosters(),
            disk(),
            solver(),
            program("chromium", "browser", "the browser test skips; install chromium"),
            program(
                "docker", "containers", "the container tests skip; install a container engine"));
    boolean good = true;
    StringBuilder lines = new StringBuilder();
    List<Map<String, Object>> documents = new ArrayList<>();
    for (Finding finding : findings) {
      good &= finding.good() || !finding.needed();
      String mark = finding.good() ? "ok  " : finding.needed() ? "FAIL" : "note";
      lines.append(
          String.format(
              "%s  %-11s %s%s%n",
              mark,
              finding.name(),
              finding.detail(),
              finding.good() ? "" : "; " + finding.remedy()));
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("name", finding.name());
      document.put("needed", finding.needed());
      document.put("good", finding.good());
      document.put("detail", finding.detail());
      document.put("remedy", finding.good() ? null : finding.remedy());
      documents.add(document);
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("good", good);
    result.put("findings", documents);
    output.result(result, lines.toString().stripTrailing());
    return good ? 0 : Commonwatt.FAILED;
  }

  private static Finding java() {
    int version = Runtime.version().feature();
    return new Finding(
        "java",
        true,
        version >= 17,
        "Java " + version + ", " + Runtime.getRuntime().availableProcessors() + " processors",
        "set JAVA_HOME to a JDK 17 or later");
  }

  private static Finding boosters() {
    return new Finding(
        "boosters",
        false,
        Boosting.unavailable().isEmpty(),
        Boosting.unavailable().orElse("XGBoost loads"),
        "install the package libgomp1; without it forecasts go on with the other models");
  }

  private static Finding memory() {
    long megabytes = 0;
    try {
      for (String line : Files.readAllLines(Path.of("/proc/meminfo"))) {
        if (line.startsWith("MemAvailable:")) {
          megabytes = Long.parseLong(line.replaceAll("\\D", "")) / 1024;
        }
      }
    } catch (java.io.IOException e) {
      return new Finding("memory", false, false, "unknown", "the demo needs 4 GiB");
    }
    return new Finding(
        "memory",
        true,
        megabytes >= NEEDED_MEGABYTES,
        megabytes + " MiB available",
        "the demo needs up to 4 GiB: close something");
  }

  private Finding disk() {
    File existing = dataDirectory.toAbsolutePath().toFile();
    while (existing != null && !existing.exists()) {
      existing = existing.getParentFile();
    }
    long megabytes = existing == null ? 0 : existing.getUsableSpace() >> 20;
    return new Finding(
        "disk",
        true,
        megabytes >= NEEDED_DISK_MEGABYTES,
        megabytes + " MiB free under " + existing,
        "give a --data-dir on a larger disk");
  }

  private static Finding solver() {
    try {
      com.google.ortools.Loader.loadNativeLibraries();
      return new Finding("solver", false, true, "OR-Tools loads", "");
    } catch (RuntimeException | LinkageError e) {
      return new Finding(
          "solver",
          false,
          false,
          "OR-Tools does not load: " + e.getMessage(),
          "the pure Java solver is used, more slowly");
    }
  }

  private static Finding program(String program, String name, String remedy) {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return new Finding(name, false, true, Path.of(folder, program).toString(), "");
      }
    }
    return new Finding(name, false, false, program + " not found", remedy);
  }
}
