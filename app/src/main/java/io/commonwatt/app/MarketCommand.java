package io.commonwatt.app;

import io.commonwatt.contracts.market.Trade;
import io.commonwatt.market.clearing.Book;
import io.commonwatt.market.clearing.BookFormatException;
import io.commonwatt.market.clearing.ClearingResult;
import io.commonwatt.market.clearing.UniformDoubleAuction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Commands about the local market. */
@Command(
    name = "market",
    mixinStandardHelpOptions = true,
    description = "Clear a book of orders.",
    subcommands = MarketCommand.Clear.class)
final class MarketCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing noun: use 'market clear'");
  }

  /** Clears a book file. */
  @Command(
      name = "clear",
      mixinStandardHelpOptions = true,
      description = "Clear a book (CSV: side,id,quantityWh,priceMilliCentPerKwh) with a mechanism.")
  static final class Clear implements Callable<Integer> {

    @Option(
        names = "--book",
        required = true,
        description = "The book, CSV with a header line; side is bid or ask.")
    private Path book;

    @Option(
        names = "--mechanism",
        defaultValue = UniformDoubleAuction.NAME,
        description = "Mechanism. Default and so far the only one: ${DEFAULT-VALUE}.")
    private String mechanism;

    @Option(
        names = "--k",
        defaultValue = "0.5",
        description =
            "Where between marginal ask (0) and marginal bid (1) the price lies. Default: ${DEFAULT-VALUE}.")
    private double k;

    @Mixin private Output output;

    @Override
    public Integer call() throws IOException {
      if (!mechanism.equals(UniformDoubleAuction.NAME)) {
        throw new UserError(
            "mechanism",
            "no mechanism named '" + mechanism + "'",
            "use " + UniformDoubleAuction.NAME);
      }
      Options.require(k >= 0 && k <= 1, "--k", k, "0 to 1");
      Book orders = read();
      ClearingResult result =
          new UniformDoubleAuction((int) Math.round(k * 100)).clear(orders.orders());
      output.result(document(orders, result), lines(result));
      return 0;
    }

    private Book read() throws IOException {
      try {
        return Book.read(book);
      } catch (BookFormatException e) {
        throw new UserError("book", e.getMessage(), "mend line " + e.line() + " of " + book);
      } catch (java.nio.file.NoSuchFileException e) {
        throw new UserError("book", book + " is not there", "give the book file with --book");
      }
    }

    private static Map<String, Object> document(Book orders, ClearingResult result) {
      List<Map<String, Object>> trades = new ArrayList<>();
      for (Trade trade : result.trades()) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("buyer", trade.buyer());
        one.put("seller", trade.seller());
        one.put("quantityWh", trade.quantityWh());
        one.put("priceMilliCentPerKwh", trade.priceMilliCentPerKwh());
        trades.add(one);
      }
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("mechanism", UniformDoubleAuction.NAME);
      document.put("status", result.status());
      document.put("trades", trades);
      document.put("prices", result.priceMilliCentPerKwh().stream().boxed().toList());
      document.put("tradedWh", result.tradedWh());
      document.put("rationedWh", result.rationedWh());
      document.put("turnoverMicroCent", result.turnoverMicroCent());
      document.put("welfare", result.welfareMicroCent());
      document.put("optimalWelfare", UniformDoubleAuction.optimalWelfareMicroCent(orders.orders()));
      document.put("budgetSurplus", result.budgetSurplusMicroCent());
      return document;
    }

    private static String lines(ClearingResult result) {
      StringBuilder lines = new StringBuilder();
      if (result.priceMilliCentPerKwh().isEmpty()) {
        return "No trade.";
      }
      lines.append(
          String.format(
              Locale.ROOT,
              "%d Wh at %.3f cent/kWh, %d Wh rationed%n",
              result.tradedWh(),
              result.priceMilliCentPerKwh().getAsLong() / 1000.0,
              result.rationedWh()));
      for (Trade trade : result.trades()) {
        lines.append(
            String.format(
                Locale.ROOT,
                "  %-16s from %-16s %10d Wh%n",
                trade.buyer(),
                trade.seller(),
                trade.quantityWh()));
      }
      return lines.toString().stripTrailing();
    }
  }
}
