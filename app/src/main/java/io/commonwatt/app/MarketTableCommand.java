package io.commonwatt.app;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.market.Side;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.ingestion.door.DoorSource;
import io.commonwatt.ingestion.door.OpenOptions;
import io.commonwatt.market.bidding.BiddingStrategies;
import io.commonwatt.market.bidding.trial.BiddingTrial;
import io.commonwatt.market.clearing.ClearingMechanism;
import io.commonwatt.market.clearing.Order;
import io.commonwatt.market.clearing.property.OpenTable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** All mechanisms on the same books. */
@Command(
    name = "table",
    mixinStandardHelpOptions = true,
    description =
        "Clear the same books by every mechanism: random ones and, with --data, the net loads of "
            + "homes hour by hour; print welfare, volume, price, budget, lies that pay and run time. Then "
            + "every mechanism times every bidding strategy on seeded homes with one bidder per device.")
final class MarketTableCommand implements Callable<Integer> {

  private static final int MOST_BOOKS = 1_000_000;
  private static final int MOST_DAYS = 366;
  private static final int BIDDING_HOMES = 12;
  private static final int TRADERS_EACH_SIDE = 20;
  private static final int ASK_EVERY = 8;
  private static final long CEILING_MILLI_CENT = 30_000;

  @Option(
      names = "--books",
      defaultValue = "1000",
      description = "Random books. Default: ${DEFAULT-VALUE}.")
  private int books;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Seed of books and prices. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--data",
      description = "Folder with hourly readings of homes, such as citylearn2022. Default: none.")
  private Path data;

  @Option(names = "--days", description = "Days to read of it. Default: all.")
  private Integer days;

  @Option(
      names = "--bidding-days",
      defaultValue = "28",
      description =
          "Days of the bidding strategies on seeded homes; 0 leaves them out."
              + " Default: ${DEFAULT-VALUE}.")
  private int biddingDays;

  @Mixin private Output output;

  @Override
  public Integer call() {
    Options.require(
        biddingDays >= 0 && biddingDays <= MOST_DAYS,
        "--bidding-days",
        biddingDays,
        "0 to " + MOST_DAYS);
    Options.require(books >= 1 && books <= MOST_BOOKS, "--books", books, "1 to " + MOST_BOOKS);
    Map<String, Object> document = new LinkedHashMap<>();
    StringBuilder text = new StringBuilder();
    document.put("seed", seed);
    add("random", OpenTable.uniform(books, TRADERS_EACH_SIDE, seed), document, text);
    if (data != null) {
      DoorSource source = MarketCompareCommand.open(data, new OpenOptions(null, days, null, seed));
      add(source.name(), hourly(source), document, text);
    }
    if (biddingDays > 0) {
      addBidding(document, text);
    }
    output.result(document, text.toString().stripTrailing());
    return 0;
  }

  private void add(
      String name, List<List<Order>> drawn, Map<String, Object> document, StringBuilder text) {
    List<OpenTable.Row> rows = new ArrayList<>();
    List<Map<String, Object>> listed = new ArrayList<>();
    for (String mechanism : ClearingMechanism.listNames()) {
      output.progress(name + ": " + mechanism);
      OpenTable.Row row =
          OpenTable.measure(
              ClearingMechanism.named(mechanism, 50), drawn, ASK_EVERY, seed, System::nanoTime);
      rows.add(row);
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("mechanism", mechanism);
      one.put("books", row.books());
      one.put("welfareMicroCent", row.welfareMicroCent());
      one.put("optimalWelfareMicroCent", row.optimalMicroCent());
      one.put("tradedWh", row.tradedWh());
      one.put(
          "meanPriceMilliCentPerKwh", row.tradedWh() == 0 ? null : row.meanPriceMilliCentPerKwh());
      one.put("budgetSurplusMicroCent", row.surplusMicroCent());
      one.put("lieShare", (double) row.lies() / Math.max(1, row.asked()));
      one.put("greatestGainMicroCent", row.greatestGainMicroCent());
      one.put("microsPerBook", row.nanos() / 1e3 / row.books());
      listed.add(one);
    }
    document.put(name, listed);
    text.append(String.format("%s, %d books, seed %d%n%n", name, drawn.size(), seed))
        .append(OpenTable.toMarkdown(rows))
        .append(System.lineSeparator());
  }

  private void addBidding(Map<String, Object> document, StringBuilder text) {
    List<BiddingTrial.Row> rows = new ArrayList<>();
    List<Map<String, Object>> listed = new ArrayList<>();
    for (String mechanism : ClearingMechanism.listNames()) {
      if (!BiddingTrial.takes(mechanism)) {
        continue;
      }
      output.progress("bidding: " + mechanism);
      for (String bidding : BiddingStrategies.listNames()) {
        BiddingTrial.Row row =
            BiddingTrial.run(
                ClearingMechanism.named(mechanism, 50),
                BiddingStrategies.named(bidding),
                BIDDING_HOMES,
                biddingDays,
                seed);
        rows.add(row);
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("mechanism", mechanism);
        one.put("bidding", bidding);
        one.put("welfareMicroCent", row.welfareMicroCent());
        one.put("optimalWelfareMicroCent", row.optimalMicroCent());
        one.put("tradedWh", row.tradedWh());
        one.put(
            "meanPriceMilliCentPerKwh",
            row.tradedWh() == 0 ? null : row.meanPriceMilliCentPerKwh());
        one.put("budgetSurplusMicroCent", row.surplusMicroCent());
        one.put("billMicroCent", row.billMicroCent());
        one.put("tariffBillMicroCent", row.tariffMicroCent());
        one.put("worseOffHomeDays", row.worseDays());
        one.put("homeDays", row.homeDays());
        listed.add(one);
      }
    }
    document.put("bidding", listed);
    text.append(
            String.format(
                "Bidding strategies, %d seeded homes, %d days, seed %d%n%n",
                BIDDING_HOMES, biddingDays, seed))
        .append(BiddingTrial.toMarkdown(rows))
        .append(System.lineSeparator());
  }

  /** A book of each hour in which a home has too much and another too little. */
  private List<List<Order>> hourly(DoorSource source) {
    TreeMap<Instant, TreeMap<String, Long>> net = new TreeMap<>();
    for (Iterator<Travelling> all = source.records(); all.hasNext(); ) {
      if (all.next() instanceof RawReading reading) {
        boolean taken =
            reading.channel() == Channel.CONSUMPTION || reading.channel() == Channel.IMPORT;
        long wh = reading.energyWh();
        net.computeIfAbsent(reading.start(), hour -> new TreeMap<>())
            .merge(reading.meter(), taken ? wh : -wh, Long::sum);
      }
    }
    SplittableRandom random = new SplittableRandom(seed);
    List<List<Order>> drawn = new ArrayList<>();
    for (TreeMap<String, Long> hour : net.values()) {
      List<Order> book = new ArrayList<>();
      boolean bids = false;
      boolean asks = false;
      for (Map.Entry<String, Long> home : hour.entrySet()) {
        long wh = home.getValue();
        long price = random.nextLong(CEILING_MILLI_CENT);
        if (wh != 0) {
          Side side = wh > 0 ? Side.BID : Side.ASK;
          bids |= wh > 0;
          asks |= wh < 0;
          book.add(new Order(home.getKey(), home.getKey(), side, Math.abs(wh), price, 0));
        }
      }
      if (bids && asks) {
        drawn.add(book);
      }
    }
    if (drawn.isEmpty()) {
      throw new UserError(
          "data", "no hour of " + data + " has both buyers and sellers", "give homes with PV");
    }
    return drawn;
  }
}
