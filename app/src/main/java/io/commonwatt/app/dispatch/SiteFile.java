package io.commonwatt.app.dispatch;

import io.commonwatt.app.UserError;
import io.commonwatt.market.dispatch.Connection;
import io.commonwatt.market.dispatch.DispatchProblem;
import io.commonwatt.market.dispatch.GridLimits;
import io.commonwatt.market.dispatch.Loyalty;
import io.commonwatt.market.dispatch.PlacedDevice;
import io.commonwatt.market.dispatch.PreviousPlan;
import io.commonwatt.market.dispatch.Scenarios;
import io.commonwatt.market.dispatch.Store;
import io.commonwatt.market.dispatch.storage.CapacityCharge;
import io.commonwatt.market.resource.Horizon;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads a site file (YAML, {@code docs/site.yaml}). Stateless. */
public final class SiteFile {

  private static final double NO_LIMIT_KW = 1e4;
  private static final int MINUTES = 60;

  private SiteFile() {}

  /**
   * Reads a file.
   *
   * @throws UserError naming the place in it and the remedy
   */
  public static Site read(Path file) {
    Map<String, Object> assumed = new LinkedHashMap<>();
    SiteNode root = new SiteNode(file, "site", parse(file), assumed);
    try {
      return site(root, assumed);
    } catch (IllegalArgumentException e) {
      throw new UserError("site-file", file + ": " + e.getMessage(), "mend the site file");
    }
  }

  private static Site site(SiteNode root, Map<String, Object> assumed) {
    String name = root.text("site");
    Horizon horizon = horizon(root);
    int steps = horizon.steps();
    double[] load = root.series("loadKw", steps);
    SiteNode grid = root.child("grid");
    Connection connection = connection(grid, name, horizon, load);
    Optional<Scenarios> scenarios = Optional.empty();
    if (root.has("hedge")) {
      SiteNode hedge = root.child("hedge");
      Scenarios ways = Scenarios.equal(hedge.lists("scenariosKw", steps));
      connection = hedged(hedge, connection, ways);
      String method = hedge.text("method", "two-stage");
      if (method.equals("two-stage")) {
        scenarios = Optional.of(ways);
      } else if (method.equals("certainty-equivalent")) {
        connection = connection.withLoad(ways.mean(0));
      } else {
        throw hedge.error("method is '" + method + "'", "write two-stage or certainty-equivalent");
      }
      hedge.finish();
    }
    List<Store> stores = new ArrayList<>();
    List<PlacedDevice> devices = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (SiteNode node : root.children("resources", "resource")) {
      if (!ids.add(node.text("id"))) {
        throw node.error("the id is used before", "give each resource an id of its own");
      }
      SiteResources.add(node, horizon, grid.series("importCentPerKwh", steps), stores, devices);
    }
    Optional<PreviousPlan> previous = Optional.empty();
    Optional<Loyalty> loyalty = Optional.empty();
    if (root.has("previous")) {
      SiteNode node = root.child("previous");
      PreviousPlan plan = previous(node, horizon);
      previous = Optional.of(plan);
      double cent = node.number("leaveCentPerKwh", 0.1);
      loyalty = cent > 0 ? Optional.of(new Loyalty(plan, cent)) : Optional.empty();
      node.finish();
    }
    Optional<double[]> actual =
        root.has("actualKw") ? Optional.of(root.series("actualKw", steps)) : Optional.empty();
    root.finish();
    DispatchProblem problem =
        new DispatchProblem(
            horizon.start(), horizon.stepSeconds(), List.of(connection), stores, devices, loyalty);
    return new Site(name, problem, scenarios, previous, actual, assumed);
  }

  private static Horizon horizon(SiteNode root) {
    Instant start = root.instant("start");
    double minutes = root.number("stepMinutes", MINUTES);
    int seconds = (int) Math.round(minutes * MINUTES);
    if (root.has("until")) {
      long span = Duration.between(start, root.instant("until")).getSeconds();
      if (seconds <= 0 || span <= 0 || span % seconds != 0) {
        throw root.error("until is no whole number of steps after start", "correct one of them");
      }
      return new Horizon(start, seconds, (int) (span / seconds));
    }
    return new Horizon(start, seconds, (int) root.number("steps", 24));
  }

  private static Connection connection(SiteNode grid, String name, Horizon horizon, double[] load) {
    int steps = horizon.steps();
    double[] imports = grid.series("importCentPerKwh", steps);
    double[] exports = grid.series("exportCentPerKwh", steps, 0);
    double carbonCent = grid.number("carbonCentPerKg", 0);
    if (carbonCent > 0) {
      double[] carbon = grid.series("carbonGramPerKwh", steps);
      imports = imports.clone();
      for (int step = 0; step < steps; step++) {
        imports[step] += carbon[step] / 1000 * carbonCent;
      }
    }
    boolean limited = grid.has("importLimitKw") || grid.has("exportLimitKw") || grid.has("mode");
    GridLimits limits = limits(grid, steps);
    grid.finish();
    for (int step = 0; step < steps; step++) {
      if (limits.importKw()[step] == 0 && limits.exportKw()[step] == 0) {
        imports[step] = 0; // Where there is no grid, nothing is bought or sold.
        exports[step] = 0;
      }
    }
    Connection connection = Connection.of(name, load, imports, exports);
    return limited || limits.capacity().isPresent() ? connection.with(limits) : connection;
  }

  private static GridLimits limits(SiteNode grid, int steps) {
    String mode = grid.text("mode", "connected");
    double importKw = grid.number("importLimitKw", NO_LIMIT_KW);
    double exportKw = grid.number("exportLimitKw", NO_LIMIT_KW);
    GridLimits limits = GridLimits.of(steps, importKw, exportKw);
    switch (mode) {
      case "connected" -> {}
      case "islanded" -> limits = GridLimits.island(steps);
      case "intermittent" -> {
        double[] present = grid.series("present", steps);
        boolean[] there = new boolean[steps];
        for (int step = 0; step < steps; step++) {
          there[step] = present[step] > 0;
        }
        limits = limits.intermittent(there);
      }
      default ->
          throw grid.error("mode is '" + mode + "'", "write connected, islanded or intermittent");
    }
    double charge = grid.number("capacityChargeCentPerKw", 0);
    double reached = grid.number("reachedKw", 0);
    return charge > 0 ? limits.with(new CapacityCharge(charge, reached)) : limits;
  }

  private static Connection hedged(SiteNode hedge, Connection connection, Scenarios ways) {
    if (!hedge.has("limitProbability")) {
      return connection;
    }
    GridLimits limits =
        connection
            .limits()
            .orElseGet(() -> GridLimits.of(ways.mean(0).length, NO_LIMIT_KW, NO_LIMIT_KW));
    double[] margin = ways.marginKw(0, hedge.number("limitProbability"));
    return connection.with(limits.withMargin(margin));
  }

  private static PreviousPlan previous(SiteNode node, Horizon horizon) {
    Map<String, double[]> told = new HashMap<>();
    SiteNode setpoints = node.child("setpointKw");
    setpoints.entries().keySet().forEach(id -> told.put(id, setpoints.list(id)));
    return new PreviousPlan(node.instant("start"), horizon.stepSeconds(), told);
  }

  private static Object parse(Path file) {
    try {
      return new Load(LoadSettings.builder().setLabel(file.toString()).build())
          .loadFromString(Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UserError("site-file", "cannot read " + file, "give the site file with --site");
    } catch (YamlEngineException e) {
      throw new UserError(
          "site-file", file + " is not YAML: " + e.getMessage(), "mend the line it names");
    }
  }
}
