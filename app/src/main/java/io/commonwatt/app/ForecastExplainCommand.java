package io.commonwatt.app;

import io.commonwatt.app.forecast.StoredForecasts;
import io.commonwatt.contracts.community.CommunityFileReader;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.forecast.Forecast;
import io.commonwatt.contracts.forecast.ForecastModel;
import io.commonwatt.forecasting.BlendId;
import io.commonwatt.forecasting.ForecastExplanation;
import io.commonwatt.forecasting.ForecastExplanation.Influence;
import io.commonwatt.forecasting.series.PlacementHistory;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Why a forecast says what it says. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description =
        "Say why a stored forecast says what it says of an interval: its model and what that was "
            + "trained on, the climatology it begins from, and what each feature added.")
final class ForecastExplainCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "OWNER", description = "Usage point, feeder or community.")
  private String owner;

  @Parameters(
      index = "1",
      paramLabel = "TIME",
      description = "An instant in the interval, for example 2025-05-20T18:30:00Z.")
  private String time;

  @Option(names = "--channel", description = "consumption, generation, import or export.")
  private String channel;

  @Option(
      names = "--issued-by",
      paramLabel = "TIME",
      description = "The last forecast issued by then. Default: the last before the interval.")
  private String issuedBy;

  @Option(
      names = "--top",
      description = "Features printed for a person. Default: ${DEFAULT-VALUE}.")
  private int top = 10;

  @Mixin private StoredDatabase database;

  @Mixin private Output output;

  @Override
  public Integer call() throws Exception {
    Instant at = Times.parse("TIME", time);
    Instant by = issuedBy == null ? at : Times.parse("--issued-by", issuedBy);
    Registry registry = new Registry(CommunityFileReader.read(database.communityFile()));
    Map<String, Object> found = database.read(connection -> explain(connection, registry, at, by));
    output.result(found, text(found));
    return 0;
  }

  private Map<String, Object> explain(
      Connection connection, Registry registry, Instant at, Instant by) throws Exception {
    StoredForecasts stored = new StoredForecasts(connection);
    Forecast forecast =
        stored
            .find(owner, channel, at, by)
            .orElseThrow(
                () ->
                    new UserError(
                        "no-forecast",
                        "no model's forecast of '"
                            + owner
                            + "' issued by "
                            + by
                            + " speaks of "
                            + at,
                        "check the id, the channel and the time; models begin after the first"
                            + " training"));
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("series", forecast.series());
    document.put("at", at.toString());
    document.put("issued", forecast.issued().toString());
    document.put("model", forecast.model());
    document.put("modelId", forecast.modelId());
    List<ForecastModel> models = stored.listModels(forecast);
    if (models.isEmpty()) {
      document.put("note", "Nothing was trained for it: it forecasts by the climatology.");
      return document;
    }
    putTraining(document, models.get(0));
    List<Map<String, Object>> all = new ArrayList<>();
    for (ForecastModel model : models) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("modelId", model.id());
      one.put("weight", BlendId.parse(forecast.modelId()).get(model.id()));
      putTraining(one, model);
      all.add(one);
    }
    document.put("models", all);
    PlacementHistory history = ForecastExplanation.emptyHistory(registry, forecast.placement());
    stored.fill(history, forecast);
    put(document, ForecastExplanation.of(registry, models, history, forecast, at));
    document.put("intervalsLearntLater", stored.learntLater());
    return document;
  }

  private static void putTraining(Map<String, Object> document, ForecastModel model) {
    document.put("segment", model.segment());
    document.put("trainedFrom", model.windowFrom().toString());
    document.put("trainedTo", model.windowTo().toString());
    document.put("rows", model.rows());
    document.put("dataHash", model.dataHash());
    document.put("hyperparameters", model.hyperparameters());
  }

  private static void put(Map<String, Object> document, ForecastExplanation why) {
    document.put("levelWh", why.levelWh());
    document.put("climatologyWh", why.climatologyWh());
    document.put("modelledWh", why.modelledWh());
    document.put("issuedWh", why.issuedWh());
    document.put("biasWh", why.biasWh());
    List<Map<String, Object>> features = new ArrayList<>();
    for (Influence influence : why.influences()) {
      Map<String, Object> feature = new LinkedHashMap<>();
      feature.put("feature", influence.feature());
      feature.put("unit", influence.unit());
      feature.put("value", influence.value());
      feature.put("lowWh", influence.lowWh());
      feature.put("medianWh", influence.medianWh());
      feature.put("highWh", influence.highWh());
      features.add(feature);
    }
    document.put("features", features);
  }

  @SuppressWarnings("unchecked") // put() made it.
  private String text(Map<String, Object> found) {
    StringBuilder text = new StringBuilder();
    line(text, "%s at %s, issued %s", found.get("series"), found.get("at"), found.get("issued"));
    line(text, "  model        %s", found.get("modelId"));
    if (found.containsKey("note")) {
      return text.append("  ").append(found.get("note")).toString();
    }
    for (Map<String, Object> model : (List<Map<String, Object>>) found.get("models")) {
      line(
          text,
          "  trained on   %s rows from %s to %s, hash %s",
          model.get("rows"),
          model.get("trainedFrom"),
          model.get("trainedTo"),
          model.get("dataHash"));
    }
    line(text, "%-34s %9s %9s %9s %9s", "", "value", "5 % Wh", "median Wh", "95 % Wh");
    quantiles(text, "climatology", (double[]) found.get("climatologyWh"));
    List<Map<String, Object>> features = (List<Map<String, Object>>) found.get("features");
    for (Map<String, Object> feature : features.subList(0, Math.min(top, features.size()))) {
      line(
          text,
          "  + %-30s %9.3f %9.1f %9.1f %9.1f",
          feature.get("feature"),
          feature.get("value"),
          feature.get("lowWh"),
          feature.get("medianWh"),
          feature.get("highWh"));
    }
    quantiles(text, "the model, all features", (double[]) found.get("modelledWh"));
    quantiles(text, "issued, calibrated and in bounds", (double[]) found.get("issuedWh"));
    int later = (int) found.get("intervalsLearntLater");
    if (later > 0) {
      line(text, "  %d intervals were corrected after the issue: the features are today's", later);
    }
    return text.toString().stripTrailing();
  }

  private static void quantiles(StringBuilder text, String name, double[] quantilesWh) {
    line(
        text,
        "  %-32s %9s %9.1f %9.1f %9.1f",
        name,
        "",
        quantilesWh[0],
        quantilesWh[quantilesWh.length / 2],
        quantilesWh[quantilesWh.length - 1]);
  }

  private static void line(StringBuilder text, String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments)).append(System.lineSeparator());
  }
}
