package io.commonwatt.app.dispatch.score;

import io.commonwatt.market.dispatch.benchmark.solarhome.HedgedSolarHome;
import io.commonwatt.market.dispatch.benchmark.solarhome.SolarHomeController;
import io.commonwatt.market.dispatch.benchmark.solarhome.SolarHomeControllers;
import io.commonwatt.market.dispatch.benchmark.solarhome.SolarHomeData;
import io.commonwatt.market.dispatch.benchmark.solarhome.SolarHomeRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** The solar-home control bench: its published controllers and this project's. */
public final class SolarHomeBenchmark {

  private static final double PUBLISHED_RULE = 0.5633069230769231;
  private static final double PUBLISHED_ANTICIPATIVE = 0.35373358974358976;
  private static final double PUBLISHED_MPC = 0.5086006782464847;

  private final Consumer<String> progress;

  public SolarHomeBenchmark(Consumer<String> progress) {
    this.progress = progress;
  }

  /** Plays the published thirty days with each controller. */
  public Scored score(Path folder) throws IOException {
    SolarHomeData data = SolarHomeData.read(folder);
    Map<String, Object> controllers = new LinkedHashMap<>();
    StringBuilder text = new StringBuilder();
    add(controllers, text, data, "ruleBased", SolarHomeControllers.ruleBased(data), PUBLISHED_RULE);
    add(
        controllers,
        text,
        data,
        "anticipative",
        SolarHomeControllers.anticipative(data),
        PUBLISHED_ANTICIPATIVE);
    double cost = add(controllers, text, data, "mpc", new HedgedSolarHome(data), PUBLISHED_MPC);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("benchmark", "ausgrid-customer12");
    document.put("costPerDay", cost);
    document.put("controllers", controllers);
    return new Scored(document, text.toString().stripTrailing());
  }

  private double add(
      Map<String, Object> controllers,
      StringBuilder text,
      SolarHomeData data,
      String name,
      SolarHomeController controller,
      double published) {
    progress.accept(name);
    SolarHomeRun run = SolarHomeRun.play(data, controller);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("costPerDay", run.costPerDay());
    document.put("publishedCostPerDay", published);
    document.put("gridKwhPerDay", run.gridKwhPerDay());
    document.put("curtailedKwhPerDay", run.curtailedKwhPerDay());
    document.put("endKwh", run.endKwh());
    controllers.put(name, document);
    text.append(
        String.format(
            Locale.ROOT,
            "%-12s %.4f €/day (published %.4f), %.3f kWh/day from the grid%n",
            name,
            run.costPerDay(),
            published,
            run.gridKwhPerDay()));
    return run.costPerDay();
  }
}
