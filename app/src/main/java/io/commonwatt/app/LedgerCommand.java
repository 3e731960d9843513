package io.commonwatt.app;

import io.commonwatt.app.demo.DataDirectory;
import io.commonwatt.app.demo.LedgerRows;
import io.commonwatt.app.demo.StoredRun;
import io.commonwatt.ledger.LedgerVerifier;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Commands about the ledger. */
@Command(
    name = "ledger",
    mixinStandardHelpOptions = true,
    description = "Verify the ledger.",
    subcommands = LedgerCommand.Verify.class)
final class LedgerCommand implements Runnable {

  @picocli.CommandLine.Spec private picocli.CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new picocli.CommandLine.ParameterException(
        spec.commandLine(), "Missing noun: use 'ledger verify'");
  }

  /** Recomputes every hash, balance and sequence. */
  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description =
          "Recompute the hash chain, the balance and the sequence of every book. Exit code 1 when something is wrong.")
  static final class Verify implements Callable<Integer> {

    @Option(
        names = "--data-dir",
        defaultValue = "${COMMONWATT_DATA_DIR:-.commonwatt/demo}",
        description = "Directory of the run. Default: ${DEFAULT-VALUE}.")
    private Path dataDirectory;

    @Option(
        names = "--export",
        description = "An export of the ledger (a file, one entry per line) instead of a run.")
    private Path export;

    @Mixin private Output output;

    @Override
    public Integer call() throws Exception {
      LedgerVerifier.Verification verification = verify();
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("entries", verification.entries());
      document.put("verified", verification.verified());
      document.put("sumMicroCent", verification.sumMicroCent());
      document.put("firstBad", verification.firstBad());
      output.result(
          document,
          verification.verified()
              ? verification.entries()
                  + " entries verified; postings sum to "
                  + verification.sumMicroCent()
                  + " micro-cent"
              : "NOT verified; first bad entry: " + verification.firstBad());
      return verification.verified() ? 0 : Commonwatt.FAILED;
    }

    private LedgerVerifier.Verification verify() throws Exception {
      if (export != null) {
        Options.requireFile("--export", export);
        return LedgerVerifier.verify(export);
      }
      try (DataDirectory directory = DataDirectory.openExisting(dataDirectory);
          StoredRun run = StoredRun.open(directory);
          Connection connection = run.connect()) {
        return LedgerRows.verify(connection);
      }
    }
  }
}
