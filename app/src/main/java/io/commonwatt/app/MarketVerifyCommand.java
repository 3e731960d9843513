package io.commonwatt.app;

import io.commonwatt.app.compare.ExchangeLogFile;
import io.commonwatt.market.distributed.AdmmVerifier;
import io.commonwatt.market.distributed.ExchangeLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Checks the log of an exchange without the solver that made it. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description =
        "Check a log of strategy 'exchange' or 'exchange/services' that 'market compare --log DIR' "
            + "wrote: means, prices, residuals and hashes are recomputed, answers of the homes are checked by the conditions of "
            + "their optimality, and the bound by those of the responses it is made of. Nothing is solved. "
            + "Fails where something does not hold, and names the first iterate in which it does not.")
final class MarketVerifyCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "The log of one hour of one community.")
  private Path file;

  @Mixin private Output output;

  @Override
  public Integer call() throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new UserError(
          "file", "there is no file " + file, "write logs with 'market compare --log DIR'");
    }
    ExchangeLog log = ExchangeLogFile.read(file);
    AdmmVerifier.Verdict verdict = AdmmVerifier.verify(log);
    output.result(document(log, verdict), text(log, verdict));
    return verdict.accepted() ? 0 : Commonwatt.FAILED;
  }

  private Map<String, Object> document(ExchangeLog log, AdmmVerifier.Verdict verdict) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("file", file.toString());
    document.put("community", log.community());
    document.put("hour", log.hour().toString());
    document.put("accepted", verdict.accepted());
    document.put("iterate", verdict.iterate() == 0 ? null : verdict.iterate());
    document.put("reason", verdict.accepted() ? null : verdict.reason());
    document.put("participants", log.participants().size());
    document.put("iterates", log.admm().iterates().size());
    document.put("primalResidualKwh", log.admm().last().primalResidual());
    document.put("dualResidualCent", log.admm().last().dualResidual());
    document.put("costCent", log.admm().cost());
    document.put("boundCent", log.admm().bound());
    return document;
  }

  private static String text(ExchangeLog log, AdmmVerifier.Verdict verdict) {
    String head =
        String.format(
            Locale.ROOT,
            "%s, %s: %d participants, %d iterates%n",
            log.community(),
            log.hour(),
            log.participants().size(),
            log.admm().iterates().size());
    if (!verdict.accepted()) {
      String where = verdict.iterate() == 0 ? "" : "iterate " + verdict.iterate() + ": ";
      return head + "REJECTED  " + where + verdict.reason();
    }
    return head
        + String.format(
            Locale.ROOT,
            "ACCEPTED  imbalance %.4f kWh, dual residual %.4f ct; cost %.4f ct, proven bound %.4f ct",
            log.admm().last().primalResidual(),
            log.admm().last().dualResidual(),
            log.admm().cost(),
            log.admm().bound());
  }
}
