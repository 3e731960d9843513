package io.commonwatt.app;

import io.commonwatt.app.compare.CompareRun;
import io.commonwatt.app.scenario.AuctionScenario;
import io.commonwatt.app.scenario.CoalitionScenario;
import io.commonwatt.app.scenario.Scenario;
import io.commonwatt.app.scenario.SignalScenario;
import io.commonwatt.app.scenario.SpotScenario;
import io.commonwatt.ingestion.door.DoorSource;
import io.commonwatt.ingestion.door.OpenOptions;
import io.commonwatt.market.coordination.AuctionStrategy;
import io.commonwatt.market.coordination.DirectStrategy;
import io.commonwatt.market.coordination.TariffStrategy;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Four demonstrations on a data set. */
@Command(
    name = "scenario",
    mixinStandardHelpOptions = true,
    description =
        "Replay a data set once and show: sc0, a neighbourhood's double auction against the tariff; "
            + "sc1, a coalition with Shapley, nucleolus, dual-price and mid-market shares in which no member "
            + "loses; sc2, homes steered by prediction and a real-time signal against time of use; sc3, a "
            + "coalition that forecasts and trades a spot market as one.")
final class MarketScenarioCommand implements Callable<Integer> {

  private static final String ALL = "all";
  private static final long DEFAULT_SEED = 7;
  private static final List<Scenario> SCENARIOS =
      List.of(
          new AuctionScenario(), new CoalitionScenario(), new SignalScenario(), new SpotScenario());

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      defaultValue = ALL,
      description = "sc0, sc1, sc2, sc3 or all. Default: ${DEFAULT-VALUE}.")
  private String name;

  @Option(
      names = "--data",
      required = true,
      description = "Folder of a data set or of the simulator's output, as for 'market compare'.")
  private Path data;

  @Option(names = "--homes", description = "Homes to read at most. Default: all.")
  private Integer homes;

  @Option(names = "--days", description = "Days to read. Default: all.")
  private Integer days;

  @Option(names = "--from", description = "First day, UTC. Default: where the data starts.")
  private LocalDate from;

  @Option(
      names = "--seed",
      defaultValue = "" + DEFAULT_SEED,
      description = "Seed of seeded resources. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Mixin private Output output;

  @Override
  public Integer call() {
    Options.require(homes == null || homes > 0, "--homes", homes, "1 or more");
    Options.require(days == null || days > 0, "--days", days, "1 or more");
    List<Scenario> wanted = new ArrayList<>();
    for (Scenario scenario : SCENARIOS) {
      if (name.equals(ALL) || name.equals(scenario.name())) {
        wanted.add(scenario);
      }
    }
    if (wanted.isEmpty()) {
      throw UserError.usage(
          "scenario", "no scenario named '" + name + "'", "use all, sc0, sc1, sc2 or sc3");
    }
    DoorSource source = MarketCompareCommand.open(data, new OpenOptions(from, days, homes, seed));
    CompareRun run =
        new CompareRun(
            source,
            List.of(AuctionStrategy.NAME, DirectStrategy.NAME, TariffStrategy.NAME),
            false,
            seed);
    output.progress(source.name() + ": " + source.stepText());
    run.run(output);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("data", source.name());
    document.put("from", source.from().toString());
    document.put("to", source.to().toString());
    document.put("currency", source.communityFile().currency());
    document.put("simulatedResources", source.communityFile().simulatedResources());
    document.put("notes", source.notes());
    StringBuilder text = new StringBuilder();
    for (Scenario scenario : wanted) {
      output.progress(scenario.name() + ": " + scenario.summary());
      Map<String, Object> figures = scenario.figures(run);
      document.put(scenario.name(), figures);
      text.append(scenario.name()).append(": ").append(scenario.summary()).append('\n');
      lines("  ", figures, text);
    }
    output.result(document, text.toString().stripTrailing());
    return 0;
  }

  private static void lines(String indent, Map<?, ?> figures, StringBuilder text) {
    figures.forEach(
        (key, value) -> {
          text.append(indent).append(key).append(' ');
          if (value instanceof Map<?, ?> nested) {
            text.append('\n');
            lines(indent + "  ", nested, text);
          } else {
            text.append(value).append('\n');
          }
        });
  }
}
