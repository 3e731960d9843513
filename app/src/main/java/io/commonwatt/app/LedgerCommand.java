package io.commonwatt.app;

import io.commonwatt.app.demo.LedgerRows;
import io.commonwatt.ledger.LedgerVerifier;
import java.nio.file.Path;
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
    description = "Verify the ledger, or hand it to others who verify it.",
    subcommands = {LedgerCommand.Verify.class, LedgerCommand.Export.class})
final class LedgerCommand implements Runnable {

  @picocli.CommandLine.Spec private picocli.CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new picocli.CommandLine.ParameterException(
        spec.commandLine(), "Missing noun: use 'ledger verify' or 'ledger export'");
  }

  /** Writes a file that others can verify. */
  @Command(
      name = "export",
      mixinStandardHelpOptions = true,
      description =
          "Write the ledger to a file that can be handed to others: one entry per line as a JSON object, with its "
              + "postings and the hash of the entry before. 'ledger verify --export FILE' checks it without a database.")
  static final class Export implements Callable<Integer> {

    @Option(names = "--out", required = true, description = "File to write.")
    private Path out;

    @Mixin private StoredDatabase database;

    @Mixin private Output output;

    @Override
    public Integer call() throws Exception {
      Options.requireWritable("--out", out);
      long entries = database.read(connection -> LedgerRows.export(connection, out));
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("file", out.toString());
      document.put("entries", entries);
      output.result(document, entries + " entries written to " + out);
      return 0;
    }
  }

  /** Recomputes every hash, balance and sequence. */
  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description =
          "Recompute the hash chain, the balance and the sequence of every book. Exit code 1 when something is wrong.")
  static final class Verify implements Callable<Integer> {

    @Option(
        names = "--export",
        description =
            "A file that 'ledger export' wrote, instead of a run. Nothing else is needed to verify it.")
    private Path export;

    @Mixin private StoredDatabase database;

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
        LedgerVerifier.Verification verification = LedgerVerifier.verify(export);
        if (verification.entries() == 0 && verification.verified()) {
          throw new UserError(
              "ledger-empty",
              export + " holds no entry of a ledger, so there is nothing to verify",
              "name a file that 'ledger export' wrote of a run that has settled");
        }
        return verification;
      }
      return database.read(LedgerRows::verify);
    }
  }
}
