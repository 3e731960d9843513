package io.commonwatt.app;

import io.commonwatt.market.clearing.ClearingMechanism;
import io.commonwatt.market.clearing.property.MechanismProperties;
import io.commonwatt.market.clearing.property.PropertyMatrix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the property matrix of the mechanisms. */
@Command(
    name = "properties",
    mixinStandardHelpOptions = true,
    description =
        "Measure what the mechanisms keep on random books: losses, budget, welfare, lies that pay.")
final class MarketPropertiesCommand implements Callable<Integer> {

  private static final int MOST_BOOKS = 1_000_000;

  @Option(
      names = "--books",
      defaultValue = "2000",
      description = "Books of each mechanism. Default: ${DEFAULT-VALUE}.")
  private int books;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Seed of the books. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Mixin private Output output;

  @Override
  public Integer call() {
    Options.require(books >= 1 && books <= MOST_BOOKS, "--books", books, "1 to " + MOST_BOOKS);
    List<MechanismProperties> rows = new ArrayList<>();
    Map<String, Object> mechanisms = new LinkedHashMap<>();
    for (String name : ClearingMechanism.listNames()) {
      output.progress(name);
      MechanismProperties row =
          PropertyMatrix.measure(ClearingMechanism.named(name, 50), books, seed);
      rows.add(row);
      mechanisms.put(name, document(row));
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("books", books);
    document.put("seed", seed);
    document.put("mechanisms", mechanisms);
    output.result(document, PropertyMatrix.toTable(rows).stripTrailing());
    return 0;
  }

  private static Map<String, Object> document(MechanismProperties row) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("family", row.family().name());
    document.put("traded", row.traded());
    document.put("losses", row.losses());
    document.put("balanced", row.balanced());
    document.put("surpluses", row.surpluses());
    document.put("deficits", row.deficits());
    document.put("surplusMicroCent", row.surplusMicroCent());
    document.put("efficient", row.efficient());
    document.put("efficiency", row.efficiency());
    document.put("priceLies", row.priceLies());
    document.put("greatestPriceGainMicroCent", row.greatestPriceGainMicroCent());
    boolean asked = row.family().variesQuantity();
    document.put("withholdings", asked ? row.withholdings() : null);
    document.put("overstatements", asked ? row.overstatements() : null);
    document.put("unconserved", row.unconserved());
    document.put("orderDependent", row.orderDependent());
    return document;
  }
}
