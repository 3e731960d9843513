package io.commonwatt.app;

import io.commonwatt.app.demo.DataDirectory;
import io.commonwatt.app.demo.StoredRun;
import io.commonwatt.storage.jdbc.Digest;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints the digest of a run's database. */
@Command(
    name = "digest",
    mixinStandardHelpOptions = true,
    description =
        "SHA-256 over every table of a run: two runs with the same input have the same digest, at any speed and parallelism.")
final class DigestCommand implements Callable<Integer> {

  @Option(
      names = "--data-dir",
      defaultValue = "${COMMONWATT_DATA_DIR:-.commonwatt/demo}",
      description = "Directory of the run. Default: ${DEFAULT-VALUE}.")
  private Path dataDirectory;

  @Mixin private Output output;

  @Override
  public Integer call() throws Exception {
    try (DataDirectory directory = DataDirectory.openExisting(dataDirectory);
        StoredRun run = StoredRun.open(directory);
        Connection connection = run.connect()) {
      Digest digest = Digest.compute(connection);
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("digest", digest.digest());
      document.put("tables", digest.tables());
      document.put("excluded", digest.excluded());
      StringBuilder lines = new StringBuilder(digest.digest());
      digest
          .tables()
          .forEach(
              (name, table) ->
                  lines.append(
                      String.format(
                          "%n  %-32s %10d rows  %s",
                          name, table.rows(), table.hash().substring(0, 16))));
      lines.append(String.format("%n  excluded: %s", String.join(", ", digest.excluded())));
      output.result(document, lines.toString());
      return 0;
    }
  }
}
