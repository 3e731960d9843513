package io.commonwatt.app;

import io.commonwatt.market.clearing.BlockClearing;
import io.commonwatt.market.clearing.BlockResult;
import io.commonwatt.market.clearing.Book;
import io.commonwatt.market.clearing.BookFormatException;
import io.commonwatt.market.clearing.BookRefusedException;
import io.commonwatt.market.clearing.ClearingMechanism;
import io.commonwatt.market.clearing.ClearingResult;
import io.commonwatt.market.clearing.DistributionGrid;
import io.commonwatt.market.clearing.Fill;
import io.commonwatt.market.clearing.Match;
import io.commonwatt.market.clearing.MidMarketRate;
import io.commonwatt.market.clearing.Muda;
import io.commonwatt.market.clearing.NodalClearing;
import io.commonwatt.market.clearing.NodalResult;
import io.commonwatt.market.clearing.PayAsClear;
import io.commonwatt.market.clearing.TradingLimits;
import io.commonwatt.market.clearing.UniformDoubleAuction;
import io.commonwatt.market.distribution.VoltageBand;
import io.commonwatt.market.distribution.VoltageClearing;
import io.commonwatt.market.distribution.VoltageResult;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Clears a book file. */
@Command(
    name = "clear",
    mixinStandardHelpOptions = true,
    description =
        "Clear a book (CSV: side,id,quantityWh,priceMilliCentPerKwh[,time][,owner][,node][,block]).")
final class MarketClearCommand implements Callable<Integer> {

  @Option(
      names = "--book",
      required = true,
      description = "The book, CSV with a header line; side is bid or ask.")
  private Path book;

  @Option(
      names = "--mechanism",
      defaultValue = UniformDoubleAuction.NAME,
      description =
          "k-double-auction, k-double-auction-discriminatory, pay-as-clear, pay-as-bid, mcafee, vcg,"
              + " huang, mid-market-rate, muda or order-book. Default: ${DEFAULT-VALUE}.")
  private String mechanism;

  @Option(
      names = "--k",
      defaultValue = "0.5",
      description =
          "Where between ask (0) and bid (1) the price of a k-double auction lies, to the hundredth."
              + " Default: ${DEFAULT-VALUE}.")
  private double k;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Seed of the halves that muda draws. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--floor",
      description =
          "Least price, milli-cent per kWh; with --ceiling also the grid's prices of the mid-market"
              + " rate.")
  private Long floor;

  @Option(names = "--ceiling", description = "Greatest price, milli-cent per kWh.")
  private Long ceiling;

  @Option(
      names = "--position-limit",
      description = "Most an owner may bid for, and most it may offer, Wh.")
  private Long positionLimitWh;

  @Option(
      names = "--network",
      description = {
        "The grid, CSV: node,parent,limitWh,feeMilliCentPerKwh[,resistanceOhm,reactanceOhm], the",
        "top without a parent; the book then has a column node. Prices are nodal; with the",
        "mechanism pay-as-clear only."
      })
  private Path network;

  @Option(
      names = "--voltage",
      description =
          "Nominal voltage of the grid, V: clears within a band of voltage too, by the linearised"
              + " flow of all that the book has.")
  private Double volt;

  @Option(
      names = "--band",
      defaultValue = "0.1",
      description = "Width of that band, as a share. Default: ${DEFAULT-VALUE}.")
  private double band;

  @Option(
      names = "--reactive-share",
      defaultValue = "0",
      description = "Reactive power as a share of active power. Default: ${DEFAULT-VALUE}.")
  private double reactiveShare;

  @Option(
      names = "--hours",
      defaultValue = "1",
      description = "Length of the market time unit, for --voltage. Default: ${DEFAULT-VALUE}.")
  private double hours;

  @Mixin private Output output;

  @Override
  public Integer call() throws IOException {
    Options.require(k >= 0 && k <= 1, "--k", k, "0 to 1");
    ClearingMechanism rule = rule();
    Book orders = read();
    TradingLimits.Limited limited = limits().apply(orders.orders());
    try {
      Optional<BlockResult> blocks = blocks(orders, limited);
      Optional<VoltageResult> held = held(orders, limited);
      Optional<NodalResult> nodal =
          held.isPresent() ? held.map(VoltageResult::nodal) : nodal(orders, limited);
      ClearingResult result =
          nodal
              .map(NodalResult::clearing)
              .or(() -> blocks.map(BlockResult::clearing))
              .orElseGet(() -> rule.clear(limited.orders()));
      long optimal = UniformDoubleAuction.optimalWelfareMicroCent(limited.orders());
      Map<String, Object> document = document(orders, limited, result, optimal);
      document.put("network", network(held.isPresent()));
      blocks.ifPresent(
          found -> {
            document.put("acceptedBlocks", found.acceptedBlocks());
            document.put("paradoxicallyRejectedBlocks", found.paradoxicallyRejected());
          });
      nodal.ifPresent(grid -> addGrid(document, grid));
      held.ifPresent(grid -> document.put("nodeVolt", grid.volt()));
      output.result(
          document, lines(limited, result) + nodal.map(MarketClearCommand::gridLines).orElse(""));
      return 0;
    } catch (BookRefusedException e) {
      throw new UserError(
          "book", book + ": " + e.getMessage(), "mend the book, or change the rule");
    }
  }

  private ClearingMechanism rule() {
    if (!ClearingMechanism.listNames().contains(mechanism)) {
      throw UserError.usage(
          "mechanism",
          "no mechanism named '" + mechanism + "'",
          "use one of " + String.join(", ", ClearingMechanism.listNames()));
    }
    if (mechanism.equals(MidMarketRate.NAME) && floor != null && ceiling != null) {
      return new MidMarketRate(ceiling, floor);
    }
    if (mechanism.equals(Muda.NAME)) {
      return new Muda(seed);
    }
    return ClearingMechanism.named(mechanism, (int) Math.round(k * 100));
  }

  private Optional<BlockResult> blocks(Book orders, TradingLimits.Limited limited) {
    if (orders.blocks().isEmpty()) {
      return Optional.empty();
    }
    if (!mechanism.equals(PayAsClear.NAME) || network != null || positionLimitWh != null) {
      throw new UserError(
          "block",
          "the book has blocks, which trade in full or not at all",
          "use --mechanism " + PayAsClear.NAME + ", without --network and --position-limit");
    }
    return Optional.of(BlockClearing.clear(limited.orders(), orders.blocks()));
  }

  private String network(boolean held) {
    if (network == null) {
      return NodalResult.COPPER_PLATE;
    }
    return held ? VoltageResult.LINEARISED : NodalResult.LIMITS;
  }

  private Optional<NodalResult> nodal(Book orders, TradingLimits.Limited limited)
      throws IOException {
    if (network == null) {
      return Optional.empty();
    }
    NodalResult result = NodalClearing.clear(limited.orders(), orders.nodeOf(), readGrid());
    result.check();
    return Optional.of(result);
  }

  private Optional<VoltageResult> held(Book orders, TradingLimits.Limited limited)
      throws IOException {
    if (volt == null) {
      return Optional.empty();
    }
    if (network == null) {
      throw new UserError(
          "network", "--voltage needs a grid with impedances", "give it with --network");
    }
    VoltageBand within;
    try {
      within = new VoltageBand(volt, band, reactiveShare, hours);
    } catch (IllegalArgumentException e) {
      throw UserError.usage("option", e.getMessage(), "mend --voltage, --band or --hours");
    }
    return Optional.of(
        VoltageClearing.clear(limited.orders(), orders.nodeOf(), readGrid(), within));
  }

  private DistributionGrid readGrid() throws IOException {
    if (!mechanism.equals(PayAsClear.NAME)) {
      throw UserError.usage(
          "mechanism",
          "'" + mechanism + "' knows no grid: nodal prices are duals",
          "use --mechanism " + PayAsClear.NAME + ", or leave --network out");
    }
    Options.requireFile("--network", network);
    try {
      return DistributionGrid.read(network);
    } catch (BookFormatException e) {
      throw new UserError("network", e.getMessage(), "mend line " + e.line() + " of " + network);
    } catch (CharacterCodingException e) {
      throw new UserError("network", network + " is not UTF-8 text", "save the grid as UTF-8");
    }
  }

  private static void addGrid(Map<String, Object> document, NodalResult grid) {
    Map<String, Object> prices = new LinkedHashMap<>();
    for (NodalResult.NodePrice node : grid.nodes()) {
      OptionalLong price = node.priceMilliCentPerKwh();
      prices.put(node.node(), price.isPresent() ? price.getAsLong() : null);
    }
    Map<String, Object> lines = new LinkedHashMap<>();
    for (NodalResult.LineFlow line : grid.lines()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("flowWh", line.flowWh());
      one.put("limitWh", line.limitWh() == DistributionGrid.UNLIMITED ? null : line.limitWh());
      one.put("feeMicroCent", line.feeMicroCent());
      one.put("congestionMicroCent", line.congestionMicroCent());
      lines.put(line.node(), one);
    }
    document.put("nodePriceMilliCentPerKwh", prices);
    document.put("lines", lines);
    document.put("gridFeesMicroCent", grid.feesMicroCent());
    document.put("congestionIncomeMicroCent", grid.congestionMicroCent());
    document.put("dualMicroCent", grid.dualMicroCent());
  }

  private static String gridLines(NodalResult grid) {
    StringBuilder lines = new StringBuilder();
    lines.append(
        String.format(
            Locale.ROOT,
            "%nGrid fees %d, congestion income %d micro-cent",
            grid.feesMicroCent(),
            grid.congestionMicroCent()));
    for (NodalResult.NodePrice node : grid.nodes()) {
      OptionalLong price = node.priceMilliCentPerKwh();
      lines.append(
          String.format(
              Locale.ROOT,
              "%n  node %-16s %s",
              node.node(),
              price.isPresent()
                  ? String.format(Locale.ROOT, "%.3f cent/kWh", price.getAsLong() / 1000.0)
                  : "no price"));
    }
    for (NodalResult.LineFlow line : grid.lines()) {
      lines.append(
          String.format(
              Locale.ROOT,
              "%n  line of %-13s %d Wh %s%s",
              line.node(),
              Math.abs(line.flowWh()),
              line.flowWh() < 0 ? "down" : "up",
              line.isFull() ? ", full" : ""));
    }
    return lines.toString();
  }

  private TradingLimits limits() {
    try {
      return new TradingLimits(
          floor == null ? Long.MIN_VALUE : floor,
          ceiling == null ? Long.MAX_VALUE : ceiling,
          positionLimitWh == null ? Long.MAX_VALUE : positionLimitWh);
    } catch (IllegalArgumentException e) {
      throw UserError.usage(
          "option", e.getMessage(), "give --floor, --ceiling and --position-limit that fit");
    }
  }

  private Book read() throws IOException {
    Options.requireFile("--book", book);
    try {
      return Book.read(book);
    } catch (BookFormatException e) {
      throw new UserError("book", e.getMessage(), "mend line " + e.line() + " of " + book);
    } catch (CharacterCodingException e) {
      throw new UserError("book", book + " is not UTF-8 text", "save the book as UTF-8");
    }
  }

  private Map<String, Object> document(
      Book orders, TradingLimits.Limited limited, ClearingResult result, long optimal) {
    List<Map<String, Object>> trades = new ArrayList<>();
    for (Match match : result.matches()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("buyer", match.buyer());
      one.put("seller", match.seller());
      one.put("quantityWh", match.quantityWh());
      one.put("priceMilliCentPerKwh", match.buyerPrice());
      one.put("sellerPriceMilliCentPerKwh", match.sellerPrice());
      trades.add(one);
    }
    List<Map<String, Object>> fills = new ArrayList<>();
    for (Fill fill : result.fills()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("id", fill.order().id());
      one.put("side", fill.order().side().name().toLowerCase(Locale.ROOT));
      one.put("quantityWh", fill.quantityWh());
      one.put("amountMicroCent", fill.amountMicroCent());
      fills.add(one);
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("mechanism", mechanism);
    document.put("status", result.status());
    document.put("trades", trades);
    document.put("fills", fills);
    document.put("prices", result.pricesMilliCentPerKwh());
    document.put("tradedWh", result.tradedWh());
    document.put("rationedWh", result.rationedWh());
    document.put("nettedWh", result.nettedWh());
    document.put("removedByLimitsWh", limited.removedWh());
    document.put("ordersOfNothing", orders.ofNothing());
    document.put("turnoverMicroCent", result.turnoverMicroCent());
    document.put("welfare", result.totalWelfareMicroCent());
    document.put("optimalWelfare", optimal);
    document.put("budgetSurplus", result.budgetSurplusMicroCent());
    return document;
  }

  private static String lines(TradingLimits.Limited limited, ClearingResult result) {
    if (result.matches().isEmpty()) {
      return "No trade.";
    }
    StringBuilder lines = new StringBuilder();
    lines.append(
        String.format(
            Locale.ROOT,
            "%d Wh traded, %d Wh rationed, %d Wh netted, %d Wh outside the limits; surplus %d"
                + " micro-cent%n",
            result.tradedWh(),
            result.rationedWh(),
            result.nettedWh(),
            limited.removedWh(),
            result.budgetSurplusMicroCent()));
    for (Match match : result.matches()) {
      lines.append(
          String.format(
              Locale.ROOT,
              "  %-16s from %-16s %10d Wh  pays %.3f, paid %.3f cent/kWh%n",
              match.buyer(),
              match.seller(),
              match.quantityWh(),
              match.buyerPrice() / 1000.0,
              match.sellerPrice() / 1000.0));
    }
    return lines.toString().stripTrailing();
  }
}
